using AmlDr.Core.Assets;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="InspectAsset"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="IsReferenced">True when a mirrored asset refers to it.</param>
/// <param name="AreDependenciesSettled">True when everything that it needs has just been brought to the secondary.</param>
public sealed record InspectAssetInput(string Pair, AssetId Asset, bool IsReferenced, bool AreDependenciesSettled = false);
