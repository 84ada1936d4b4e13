using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Core.Operations.Planning;

/// <summary>An asset that will not be available after the operation.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Reason">Why not.</param>
public sealed record UnavailableAsset(AssetId Asset, AssetReason Reason);
