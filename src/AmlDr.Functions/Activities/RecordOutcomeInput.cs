using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="RecordOutcome"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="State">Its new state.</param>
public sealed record RecordOutcomeInput(string Pair, AssetId Asset, AssetState State)
{
    /// <summary>Why, where the state needs a reason.</summary>
    public AssetReason? Reason { get; init; }

    /// <summary>When the primary last changed the asset; null when it was not read.</summary>
    public DateTimeOffset? SourceModifiedAt { get; init; }

    /// <summary>Digest of the primary's document; null when it was not read.</summary>
    public string? SourceFingerprint { get; init; }

    /// <summary>True when a mirrored asset refers to it.</summary>
    public bool IsReferenced { get; init; }

    /// <summary>Digest of the files; null when there are none or they were not listed.</summary>
    public string? ContentDigest { get; init; }

    /// <summary>The number of files.</summary>
    public int FileCount { get; init; }

    /// <summary>The total length of the files, in bytes.</summary>
    public long ContentBytes { get; init; }
}
