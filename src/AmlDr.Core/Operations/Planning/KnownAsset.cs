using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Core.Operations.Planning;

/// <summary>What catalog and ledger know of an asset.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Document">Its document as last seen where it comes from; null when the catalog lacks it, or nothing is done with its kind.</param>
/// <param name="State">Its state in the ledger; null when the ledger does not know it.</param>
/// <param name="Reason">Why it is in that state.</param>
public sealed record KnownAsset(AssetId Asset, AssetDocument? Document, AssetState? State, AssetReason? Reason);
