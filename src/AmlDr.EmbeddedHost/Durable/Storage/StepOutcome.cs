using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Everything that an orchestration step changes; stored in one transaction.</summary>
internal sealed record StepOutcome
{
    /// <summary>Running, Suspended, or how the execution ended.</summary>
    public required InstanceStatus Status { get; init; }

    /// <summary>The messages that the step processed.</summary>
    public required IReadOnlyList<long> Consumed { get; init; }

    /// <summary>What the step adds to the history.</summary>
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    public IReadOnlyList<ActivityCall> Activities { get; init; } = [];

    public IReadOnlyList<(int TaskId, DateTime FireAt)> Timers { get; init; } = [];

    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    public IReadOnlyList<ChildCall> Children { get; init; } = [];

    public IReadOnlyList<SentEvent> SentEvents { get; init; } = [];

    /// <summary>Sub-orchestrations that a recursive termination reaches.</summary>
    public IReadOnlyList<string> TerminatedChildren { get; init; } = [];

    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public FailureRecord? Failure { get; init; }

    /// <summary>Set when the execution starts over.</summary>
    public NextExecution? Next { get; init; }

    /// <summary>The trace that what the instance does belongs to; set by the first step.</summary>
    public string? TraceParent { get; init; }
}
