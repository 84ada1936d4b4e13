namespace AmlDr.Azure.Events;

/// <summary>An event that was of no use and is not delivered again.</summary>
/// <param name="EventId">Its identifier, or a digest of it when it had none.</param>
/// <param name="Reason">Why.</param>
/// <param name="RejectedAt">When.</param>
public sealed record RejectedEvent(string EventId, string Reason, DateTimeOffset RejectedAt);
