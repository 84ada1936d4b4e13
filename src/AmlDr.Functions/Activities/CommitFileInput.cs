using AmlDr.Core.Assets;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="CommitFile"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Position">The file's position among those to copy.</param>
public sealed record CommitFileInput(string Pair, AssetId Asset, int Position);
