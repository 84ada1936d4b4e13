namespace AmlDr.EmbeddedHost.Timers;

/// <summary>The remembered state of a timer.</summary>
internal sealed record StoredSchedule(string Schedule, DateTime Last, DateTime Next, DateTime Updated);
