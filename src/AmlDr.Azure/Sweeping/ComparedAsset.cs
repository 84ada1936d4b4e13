using AmlDr.Core.Assets;

namespace AmlDr.Azure.Sweeping;

/// <summary>How an asset compares; a page of them is kept, so it is small.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Fingerprint">Digest of the primary's document.</param>
/// <param name="Verdict">How it compares.</param>
/// <param name="Expected">Digest of what the secondary should hold, while the verdict depends on that; else null.</param>
/// <param name="IsReferenced">True when it was mirrored before only because a mirrored asset refers to it.</param>
internal readonly record struct ComparedAsset(AssetId Asset, string Fingerprint, SweepVerdict Verdict, string? Expected, bool IsReferenced);
