using AmlDr.Core.Assets;

namespace AmlDr.Functions.Activities;

/// <summary>The input of activities that work on the files of an asset.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Place">Which of the places of its files, from 0.</param>
public sealed record ContentTarget(string Pair, AssetId Asset, int Place);
