using AmlDr.Core.Assets;

namespace AmlDr.Functions.Activities;

/// <summary>The asset of a pair that an activity works on.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
public sealed record AssetTarget(string Pair, AssetId Asset);
