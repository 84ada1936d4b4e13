using AmlDr.Core.Assets;

namespace AmlDr.Azure.Catalog;

/// <summary>What a listing of the catalog tells of an asset without reading its entry.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Fingerprint">Digest of the primary's document that the entry holds.</param>
/// <param name="SeenAt">When that document was seen.</param>
/// <param name="IsCurrent">False when the entry was written by other rules for secrets than those that now hold: it is to be written again.</param>
public sealed record CatalogListing(AssetId Asset, string Fingerprint, DateTimeOffset SeenAt, bool IsCurrent);
