using AmlDr.Core.Assets;

namespace AmlDr.Azure.Sweeping;

/// <summary>An asset that the primary's lists showed.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Fingerprint">Digest of its document.</param>
public sealed record ManifestEntry(AssetId Asset, string Fingerprint);
