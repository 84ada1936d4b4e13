using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.ControlStore;

/// <summary>What a listing of the ledger tells of an asset without reading its record.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why, where the state needs a reason.</param>
/// <param name="UpdatedAt">When the record was last changed.</param>
/// <param name="SourceModifiedAt">When the primary last changed the asset.</param>
/// <param name="MirroredAt">When its presence in the secondary was verified.</param>
/// <param name="SourceFingerprint">Digest of the primary's document that the state is about.</param>
public sealed record LedgerEntry(
    AssetId Asset, AssetState State, AssetReason? Reason, DateTimeOffset UpdatedAt, DateTimeOffset? SourceModifiedAt,
    DateTimeOffset? MirroredAt, string? SourceFingerprint)
{
    /// <summary>Before this time no sweep tries again, unless the primary's document changes; null when nothing has failed.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Digest of the primary's document that the last attempt failed with; null when it is not known.</summary>
    public string? FailedFingerprint { get; init; }
}
