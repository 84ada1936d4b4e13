namespace AmlDr.Sandbox.Arm;

/// <summary>How long a long-running operation takes, by the simulator's clock: at speed 60, a minute passes in a real second.</summary>
public sealed record OperationDuration
{
    /// <summary>An operation as the call log names it (<c>onlineEndpoints/deployments:put</c>), or a kind (<c>onlineEndpoints/deployments</c>).</summary>
    public required string Operation { get; init; }

    /// <summary>Milliseconds that it takes at least.</summary>
    public required long Milliseconds { get; init; }

    /// <summary>Up to so many more, drawn each time.</summary>
    public long JitterMilliseconds { get; init; }
}
