using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>Something that the orchestrator's code asked for and the history does not have yet.</summary>
/// <param name="Type">The history event that records it.</param>
/// <param name="TaskId">Its sequence number.</param>
/// <param name="Name">The activity's, orchestrator's or event's name.</param>
internal sealed record OrchestratorAction(HistoryEventType Type, int TaskId, string? Name)
{
    public string? Version { get; init; }

    public string? Payload { get; init; }

    /// <summary>The sub-orchestration, or the receiver of a sent event.</summary>
    public string? InstanceId { get; init; }

    public DateTime? FireAt { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public HistoryEvent ToEvent(DateTime timestamp) => new(Type, timestamp)
    {
        TaskId = TaskId,
        Name = Name,
        Version = Version,
        InstanceId = InstanceId,
        FireAt = FireAt,
    };

    /// <summary>The action in words, for the report of a step that differs from its history.</summary>
    public static string Describe(HistoryEventType type, string? name) => type switch
    {
        HistoryEventType.TaskScheduled => $"activity '{name}'",
        HistoryEventType.SubOrchestrationCreated => $"sub-orchestration '{name}'",
        HistoryEventType.TimerCreated => "a timer",
        HistoryEventType.EventSent => $"sending event '{name}'",
        _ => type.ToString(),
    };
}
