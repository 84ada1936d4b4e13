namespace AmlDr.EmbeddedHost.Durable.History;

/// <summary>One event of an orchestration's history; the same shape travels as a message before it becomes history.</summary>
internal sealed record HistoryEvent(HistoryEventType Type, DateTime Timestamp)
{
    /// <summary>The sequence number of the orchestrator's action that this event records or answers; -1 for others.</summary>
    public int TaskId { get; init; } = -1;

    /// <summary>The activity's, orchestrator's or external event's name.</summary>
    public string? Name { get; init; }

    public string? Version { get; init; }

    /// <summary>The serialized input, result, event payload or output.</summary>
    public string? Payload { get; init; }

    /// <summary>Where <see cref="Payload"/> is stored when it is too large for the row.</summary>
    public long? PayloadId { get; init; }

    /// <summary>The sub-orchestration, or the receiver of a sent event.</summary>
    public string? InstanceId { get; init; }

    public DateTime? FireAt { get; init; }

    public FailureRecord? Failure { get; init; }

    /// <summary>Whether a termination reaches the sub-orchestrations.</summary>
    public bool Recursive { get; init; }

    /// <summary>How the execution ended, for <see cref="HistoryEventType.ExecutionCompleted"/>.</summary>
    public InstanceStatus? Status { get; init; }

    /// <summary>A rough measure of the memory that the event takes.</summary>
    public int ApproximateBytes => 160 + 2 * ((Payload?.Length ?? 0) + (Name?.Length ?? 0) + (InstanceId?.Length ?? 0));
}
