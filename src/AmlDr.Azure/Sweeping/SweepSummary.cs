namespace AmlDr.Azure.Sweeping;

/// <summary>What a sweep did.</summary>
public sealed record SweepSummary
{
    /// <summary>The sweep's identifier.</summary>
    public required string SweepId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the last sweep ended that could compare every kind, this one included; null when none ever could.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>What it did of each kind, in the order in which it takes them.</summary>
    public IReadOnlyList<KindSweep> Kinds { get; init; } = [];

    /// <summary>What it could not do.</summary>
    public IReadOnlyList<SweepFinding> Findings { get; init; } = [];

    /// <summary>The assets that the primary holds, as far as they were compared.</summary>
    public int Seen => Kinds.Sum(kind => kind.Seen);

    /// <summary>The assets that needed a closer look.</summary>
    public int Differing => Kinds.Sum(kind => kind.Differing);

    /// <summary>The assets that failed before and whose next attempt is not due.</summary>
    public int Deferred => Kinds.Sum(kind => kind.Deferred);

    /// <summary>Of the differing, the ones that the secondary now holds.</summary>
    public int Mirrored => Kinds.Sum(kind => kind.Mirrored);

    /// <summary>Of the differing, the ones that take no part.</summary>
    public int Skipped => Kinds.Sum(kind => kind.Skipped);

    /// <summary>Of the differing, the ones that an operator must decide about.</summary>
    public int Refused => Kinds.Sum(kind => kind.Refused);

    /// <summary>Of the differing, the ones that failed; a later sweep tries again.</summary>
    public int Failed => Kinds.Sum(kind => kind.Failed);

    /// <summary>The assets that were recorded as deleted in the primary.</summary>
    public int SourceDeleted => Kinds.Sum(kind => kind.SourceDeleted);

    /// <summary>Changes what is said of one kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="change">Makes the new one from the old one.</param>
    /// <returns>The new summary.</returns>
    public SweepSummary With(string kind, Func<KindSweep, KindSweep> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Kinds = [.. Kinds.Select(one => one.Kind == kind ? change(one) : one)] };
    }
}
