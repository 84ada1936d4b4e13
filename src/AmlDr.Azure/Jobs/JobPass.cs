using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Jobs;

/// <summary>What a look at the primary's jobs found, and what is needed to submit them again without the primary.</summary>
public sealed record JobPass
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The jobs that the lists showed, as far as they were read.</summary>
    public int Seen { get; init; }

    /// <summary>Of those, the ones that have not ended.</summary>
    public int Live { get; init; }

    /// <summary>The captured ones that have ended since the last time.</summary>
    public int Ended { get; init; }

    /// <summary>Why the last look failed, when it did; the counts are those of the last one that did not.</summary>
    public AssetReason? Failure { get; init; }

    /// <summary>When the last look failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>What a job is rewritten by. Null until a look has ended well.</summary>
    public StoredContext? Context { get; init; }
}
