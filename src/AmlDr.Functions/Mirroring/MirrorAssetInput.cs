using AmlDr.Core.Assets;

namespace AmlDr.Functions.Mirroring;

/// <summary>The input of <see cref="Orchestrations.MirrorAsset"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="IsReferenced">True when a mirrored asset refers to it.</param>
/// <param name="Waiters">The orchestrations that are told the outcome.</param>
public sealed record MirrorAssetInput(string Pair, AssetId Asset, bool IsReferenced, IReadOnlyList<string> Waiters)
{
    /// <summary>True when who asks needs to know that the asset stands, and has not seen that it may have changed.</summary>
    public bool OnlyWaits { get; init; }

    /// <summary>The identifiers of the requests that were heard before its history began anew.</summary>
    public IReadOnlyList<string> Heard { get; init; } = [];
}
