namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>A workspace that was deleted and may still come back.</summary>
/// <param name="Id">Its resource identifier.</param>
/// <param name="Name">Its name, which is blocked as long as it is not purged.</param>
/// <param name="Location">Its region; null when the service does not say.</param>
/// <param name="DeletedAt">When it was deleted; null when the service does not say.</param>
/// <param name="PurgeAt">When it is gone for good; null when the service does not say.</param>
/// <param name="Evidence">Why it counts as soft-deleted. No published operation lists such workspaces, so this is an inference.</param>
public sealed record DeletedWorkspace(
    string Id, string Name, string? Location, DateTimeOffset? DeletedAt, DateTimeOffset? PurgeAt, string Evidence);
