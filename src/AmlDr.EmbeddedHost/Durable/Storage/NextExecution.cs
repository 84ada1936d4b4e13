using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>The execution that follows a continue-as-new.</summary>
/// <param name="Input">Its input.</param>
/// <param name="Version">Its version; null keeps the current one.</param>
/// <param name="CarriedEvents">External events that nobody awaited, in order.</param>
internal sealed record NextExecution(string? Input, string? Version, IReadOnlyList<HistoryEvent> CarriedEvents);
