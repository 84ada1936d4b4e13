using AmlDr.Core.Assets;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="InspectAsset"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="IsReferenced">True when a mirrored asset refers to it.</param>
public sealed record InspectAssetInput(string Pair, AssetId Asset, bool IsReferenced);
