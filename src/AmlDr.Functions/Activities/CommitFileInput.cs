using AmlDr.Core.Assets;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="CommitFile"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Place">Which of the places of its files, from 0.</param>
/// <param name="Position">The file's position among those to copy.</param>
public sealed record CommitFileInput(string Pair, AssetId Asset, int Place, int Position);
