namespace AmlDr.Functions.Mirroring;

/// <summary>Tells a running <see cref="Orchestrations.MirrorAsset"/> that the asset may have changed, or that somebody waits for it.</summary>
/// <param name="Id">Identifies the request, so that who made it can see that it was heard.</param>
/// <param name="Waiter">The orchestration that is told the outcome; null when nobody waits.</param>
/// <param name="IsReferenced">True when a mirrored asset refers to it.</param>
/// <param name="OnlyWaits">True when who asks needs to know that the asset stands, and has not seen that it may have changed.</param>
public sealed record MirrorRequested(string Id, string? Waiter, bool IsReferenced, bool OnlyWaits);
