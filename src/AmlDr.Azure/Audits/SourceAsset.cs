using AmlDr.Azure.Catalog;
using AmlDr.Core.Assets;

namespace AmlDr.Azure.Audits;

/// <summary>An asset of the primary.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Document">Its document.</param>
/// <param name="Fingerprint">Digest of the document; null where it is still to be made.</param>
/// <param name="Workspace">The primary as it was when the catalog saw the asset; null where the primary is asked.</param>
internal sealed record SourceAsset(AssetId Asset, AssetDocument Document, string? Fingerprint = null, CatalogWorkspace? Workspace = null);
