using AmlDr.Core.Assets;

namespace AmlDr.Azure.Catalog;

/// <summary>An asset that a sweep saw in the primary.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Fingerprint">Digest of its document, where the sweep knew it; null where lists do not tell.</param>
public sealed record ManifestItem(AssetId Asset, string? Fingerprint);
