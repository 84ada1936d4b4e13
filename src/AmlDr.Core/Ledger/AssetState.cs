namespace AmlDr.Core.Ledger;

/// <summary>How far the mirroring of one asset version has come.</summary>
public enum AssetState
{
    /// <summary>Seen in the primary, not mirrored yet.</summary>
    Pending,

    /// <summary>Its files are being copied or its document is being written.</summary>
    Mirroring,

    /// <summary>The secondary holds it, files verified.</summary>
    Mirrored,

    /// <summary>It takes no part, by rule or policy.</summary>
    Skipped,

    /// <summary>It cannot be mirrored without a guess or an overwrite; an operator must decide.</summary>
    Refused,

    /// <summary>The last attempt failed; a later sweep tries again, see <see cref="RetrySchedule"/>.</summary>
    Failed,

    /// <summary>The primary does not hold it any more. The reason says when that was noticed and what became of the secondary's.</summary>
    SourceDeleted,
}
