namespace AmlDr.Functions.Mirroring;

/// <summary>Tells a running <see cref="Orchestrations.MirrorAsset"/> that the asset may have changed, or that somebody waits for it.</summary>
/// <param name="Waiter">The orchestration that is told the outcome; null when nobody waits.</param>
/// <param name="IsReferenced">True when a mirrored asset refers to it.</param>
public sealed record MirrorRequested(string? Waiter, bool IsReferenced);
