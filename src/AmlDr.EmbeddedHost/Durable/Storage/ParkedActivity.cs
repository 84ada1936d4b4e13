namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An activity that is not run any more until an operator says so.</summary>
internal sealed record ParkedActivity(long Id, string InstanceId, int TaskId, string Name, int Crashes, string Reason, DateTime ParkedAt);
