namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An activity that an orchestration step schedules.</summary>
internal sealed record ActivityCall(int TaskId, string Name, string? Version, string? Input);
