namespace AmlDr.Sandbox.Arm.Types;

/// <summary>How a write is answered and finished.</summary>
internal enum WriteStyle
{
    /// <summary>Done when answered.</summary>
    Synchronous,

    /// <summary>201 or 200 with the resource in a passing state; 201 carries <c>Azure-AsyncOperation</c>; the resource tells the end.</summary>
    OriginalUri,

    /// <summary>202 with <c>Location</c> and <c>Retry-After</c>; the location tells the end.</summary>
    Location,
}
