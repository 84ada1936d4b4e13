using AmlDr.Azure.ControlStore;
using AmlDr.Core.Deletions;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Audits;

/// <summary>What an audit keeps of a ledger entry.</summary>
/// <param name="State">The asset's state.</param>
/// <param name="Note">Why, where the asset is not mirrored.</param>
/// <param name="WasMirrored">True when the secondary has held it.</param>
/// <param name="IsSettledDeletion">True when the primary has deleted it and the secondary's was treated as the policy says.</param>
internal readonly record struct KnownAsset(AssetState State, string? Note, bool WasMirrored, bool IsSettledDeletion)
{
    public static KnownAsset From(LedgerEntry entry) => new(
        entry.State, entry.State == AssetState.Mirrored ? null : entry.Reason?.Message, entry.MirroredAt is not null,
        entry.State == AssetState.SourceDeleted && !DeletionCodes.IsOpen(entry.Reason?.Code));

    /// <summary>Why the secondary may not hold it.</summary>
    public static string Explain(KnownAsset? known) => known switch
    {
        null => "It was never looked at, or has just been registered.",
        { State: AssetState.Mirrored } => "It was mirrored, so it was removed there since.",
        { Note: { } note } one => $"The ledger says {one.State}: {note}",
        { } one => $"The ledger says {one.State}.",
    };
}
