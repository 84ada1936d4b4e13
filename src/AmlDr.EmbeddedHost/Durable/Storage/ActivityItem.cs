namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An activity that waits to be run or runs.</summary>
internal sealed record ActivityItem(
    long Id,
    long InstanceKey,
    string InstanceId,
    string ExecutionId,
    int TaskId,
    string Name,
    string? Version,
    string? Input,
    string? TraceParent,
    string? TraceState,
    DateTime ScheduledAt);
