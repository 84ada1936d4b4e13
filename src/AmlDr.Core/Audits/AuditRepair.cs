namespace AmlDr.Core.Audits;

/// <summary>What an audit's repair did.</summary>
public sealed record AuditRepair
{
    /// <summary>The assets that were to be mirrored.</summary>
    public int Asked { get; init; }

    /// <summary>Of those, the ones that the secondary now holds as they should be.</summary>
    public int Mirrored { get; init; }

    /// <summary>Of those, the ones that failed; the next sweep tries again.</summary>
    public int Failed { get; init; }

    /// <summary>Of those, the ones that an operator must decide about.</summary>
    public int Refused { get; init; }

    /// <summary>Of those, the ones that turned out to take no part.</summary>
    public int Skipped { get; init; }

    /// <summary>The extra assets that were mirrored once and that the policy's <c>deletions</c> was applied to.</summary>
    public int Removed { get; init; }

    /// <summary>The findings that a repair cannot mend: what would have to be guessed, overwritten or deleted, and what could not be compared.</summary>
    public int Left { get; init; }

    /// <summary>The drifted assets that are mended.</summary>
    public int Mended { get; init; }

    /// <summary>Why the extra assets were left alone; null when they were not.</summary>
    public string? Guard { get; init; }
}
