namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Who started a sub-orchestration, and which of its calls the result answers.</summary>
internal sealed record ParentLink(long Key, string ExecutionId, int TaskId, string InstanceId, string Name);
