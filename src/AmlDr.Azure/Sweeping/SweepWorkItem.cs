using AmlDr.Core.Assets;

namespace AmlDr.Azure.Sweeping;

/// <summary>An asset that needs a closer look.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Fingerprint">Digest of the primary's document as the list showed it.</param>
/// <param name="IsReferenced">True when it was mirrored before only because a mirrored asset refers to it.</param>
public sealed record SweepWorkItem(AssetId Asset, string Fingerprint, bool IsReferenced = false);
