namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>A sub-orchestration that an orchestration step starts.</summary>
internal sealed record ChildCall(
    int TaskId, string InstanceId, string Name, string? Version, string? Input, IReadOnlyDictionary<string, string>? Tags);
