namespace AmlDr.Azure.Audits;

/// <summary>An asset that stands in the secondary; the stream names its kind.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
internal sealed record StandingItem(string Name, string Version);
