using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>A message that an instance has not processed yet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ExecutionId">The execution that it is for; null for every one.</param>
/// <param name="Event">What it says.</param>
internal sealed record InboxMessage(long Id, string? ExecutionId, HistoryEvent Event);
