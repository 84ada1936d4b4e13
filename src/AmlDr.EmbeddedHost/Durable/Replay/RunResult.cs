using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>Where an orchestrator stands after its history and the new events.</summary>
/// <param name="Status">Running, Suspended, or how it ended.</param>
internal sealed record RunResult(InstanceStatus Status)
{
    public string? Output { get; init; }

    public FailureRecord? Failure { get; init; }

    /// <summary>Whether it ended by a termination that reaches its sub-orchestrations.</summary>
    public bool TerminateChildren { get; init; }

    /// <summary>Whether it starts over.</summary>
    public bool ContinuesAsNew { get; init; }
}
