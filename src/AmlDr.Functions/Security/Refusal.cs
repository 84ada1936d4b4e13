namespace AmlDr.Functions.Security;

/// <summary>Why a request is not let through.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The kind of fault, as in <c>urn:amldr:problem:{code}</c>.</param>
/// <param name="Title">The kind of fault in a few words.</param>
/// <param name="Detail">What is wrong this time, with the field, the value and the remedy. Shown to the caller.</param>
internal sealed record Refusal(int Status, string Code, string Title, string Detail)
{
    /// <summary>A header that belongs to the answer.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>The request to send next; null when there is none to name.</summary>
    public string? Next { get; init; }
}
