namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An instance whose steps are not run any more until an operator says so.</summary>
internal sealed record ParkedInstance(string InstanceId, string Name, string Reason, DateTime ParkedAt);
