using AmlDr.Azure.Copying;
using AmlDr.Core.Assets;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="CopyFiles"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Place">Which of the places of its files, from 0.</param>
/// <param name="Unit">The share of its files.</param>
public sealed record CopyFilesInput(string Pair, AssetId Asset, int Place, CopyUnit Unit);
