namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>The payloads of an instance.</summary>
internal sealed record InstancePayloads(string? Input, string? Output, string? CustomStatus);
