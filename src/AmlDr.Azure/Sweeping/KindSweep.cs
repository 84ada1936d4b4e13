namespace AmlDr.Azure.Sweeping;

/// <summary>How far a sweep is with one kind.</summary>
/// <param name="Kind">The kind.</param>
public sealed record KindSweep(string Kind)
{
    /// <summary>True when the lists of the kind have been compared to their end.</summary>
    public bool IsCompared { get; init; }

    /// <summary>The pages of the sweep's manifest.</summary>
    public int ManifestPages { get; init; }

    /// <summary>The assets that the primary holds, as far as they were compared.</summary>
    public int Seen { get; init; }

    /// <summary>The assets that needed a closer look.</summary>
    public int Differing { get; init; }

    /// <summary>The assets that failed before and whose next attempt is not due.</summary>
    public int Deferred { get; init; }

    /// <summary>Of the differing, the ones that the secondary now holds.</summary>
    public int Mirrored { get; init; }

    /// <summary>Of the differing, the ones that take no part.</summary>
    public int Skipped { get; init; }

    /// <summary>Of the differing, the ones that an operator must decide about.</summary>
    public int Refused { get; init; }

    /// <summary>Of the differing, the ones that failed; a later sweep tries again.</summary>
    public int Failed { get; init; }

    /// <summary>The assets that were recorded as deleted in the primary.</summary>
    public int SourceDeleted { get; init; }

    /// <summary>The differing assets that have come to an end.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Done => Mirrored + Skipped + Refused + Failed;
}
