namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An external event that an orchestration step sends.</summary>
internal sealed record SentEvent(string InstanceId, string Name, string? Payload);
