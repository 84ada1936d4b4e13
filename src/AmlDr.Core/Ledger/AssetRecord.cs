using AmlDr.Core.Assets;

namespace AmlDr.Core.Ledger;

/// <summary>The ledger's entry for one asset version of a pair: what is known, since when, and from which source state.</summary>
public sealed record AssetRecord
{
    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>How far it has come.</summary>
    public required AssetState State { get; init; }

    /// <summary>Why, where the state needs a reason.</summary>
    public AssetReason? Reason { get; init; }

    /// <summary>When this entry was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the primary last changed the asset, as the primary says.</summary>
    public DateTimeOffset? SourceModifiedAt { get; init; }

    /// <summary>Digest of the primary's document that was mirrored (see <see cref="Fingerprints.CanonicalJson"/>).</summary>
    public string? SourceFingerprint { get; init; }

    /// <summary>When the mirrored state was first verified in the secondary.</summary>
    public DateTimeOffset? MirroredAt { get; init; }

    /// <summary>Digest of the names, lengths and MD5s of its files; null for an asset without files.</summary>
    public string? ContentDigest { get; init; }

    /// <summary>The number of its files.</summary>
    public int FileCount { get; init; }

    /// <summary>The total length of its files, in bytes.</summary>
    public long ContentBytes { get; init; }

    /// <summary>True when a mirrored asset refers to it, for which it takes part even where it would not by itself.</summary>
    public bool IsReferenced { get; init; }

    /// <summary>How many attempts in a row have failed or were refused.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>Before this time no sweep tries again, unless the primary's document changes; null when nothing has failed.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Digest of the primary's document that the last attempt failed with; null when it is not known, and the next sweep tries again.</summary>
    public string? FailedFingerprint { get; init; }

    /// <summary>True when an audit read other bytes in the secondary than in the primary although listings agree: the next look copies every file anew.</summary>
    public bool DistrustsContent { get; init; }

    /// <summary>When it was noticed that the primary does not hold it any more; null unless the state says so.</summary>
    public DateTimeOffset? SourceDeletedAt { get; init; }

    /// <summary>The time from the primary's last change to its verified presence in the secondary, when both are known.</summary>
    public TimeSpan? Lag => MirroredAt - SourceModifiedAt is { } lag && lag > TimeSpan.Zero ? lag : MirroredAt is null ? null : TimeSpan.Zero;
}
