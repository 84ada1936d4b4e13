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

    /// <summary>The versions that the primary holds, as far as they were compared.</summary>
    public int Seen { get; init; }

    /// <summary>The versions that needed a closer look.</summary>
    public int Differing { get; init; }

    /// <summary>Of those, the ones that the secondary now holds.</summary>
    public int Mirrored { get; init; }

    /// <summary>Of those, the ones that take no part.</summary>
    public int Skipped { get; init; }

    /// <summary>Of those, the ones that an operator must decide about.</summary>
    public int Refused { get; init; }

    /// <summary>Of those, the ones that failed and are tried again by the next sweep.</summary>
    public int Failed { get; init; }
}
