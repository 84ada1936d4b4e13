namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>
/// An activity that waits to be run or runs. A large input is given by its id in the payload table: many activities wait in memory,
/// their large inputs do not.
/// </summary>
internal sealed record ActivityItem(
    long Id,
    long InstanceKey,
    string InstanceId,
    string ExecutionId,
    int TaskId,
    string Name,
    string? Version,
    string? Input,
    long? InputId,
    string? TraceParent,
    string? TraceState,
    DateTime ScheduledAt);
