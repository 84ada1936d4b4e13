using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An instance as it is stored, without its payloads.</summary>
internal sealed record InstanceRow(
    long Key,
    string InstanceId,
    string ExecutionId,
    string Name,
    string? Version,
    InstanceStatus Status,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    ParentLink? Parent,
    IReadOnlyDictionary<string, string> Tags,
    string? TraceParent,
    string? TraceState,
    int HistoryCount,
    string? ParkedReason);
