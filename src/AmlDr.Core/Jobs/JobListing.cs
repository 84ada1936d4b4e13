using AmlDr.Core.Assets;

namespace AmlDr.Core.Jobs;

/// <summary>
/// Tells when the rest of a listing of jobs needs no reading. A workspace keeps its jobs for years and lists cannot be narrowed to those that run
/// (<c>facts/aml-rest.md</c> 2.11), but a job lives 21 days at most. The order of lists is not published, so it is observed: only a listing that was
/// newest first all along is left early.
/// </summary>
/// <param name="OldestSeen">When the last job of the listing so far was created; null before the first one.</param>
/// <param name="IsNewestFirst">False as soon as a job was newer than the one before it.</param>
public sealed record JobListing(DateTimeOffset? OldestSeen = null, bool IsNewestFirst = true)
{
    /// <summary>
    /// How old jobs are that are not looked for: the longest life of a job and as long again for its waiting. A captured job that is older
    /// is looked at by itself until it ends.
    /// </summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(42);

    /// <summary>Goes on with a page.</summary>
    /// <param name="page">The jobs of the page, in its order.</param>
    /// <returns>What is known after it.</returns>
    public JobListing Add(IEnumerable<AssetDocument> page)
    {
        ArgumentNullException.ThrowIfNull(page);
        JobListing listing = this;
        foreach (AssetDocument job in page)
        {
            listing = job.CreatedAt is { } created
                ? new JobListing(created, listing.IsNewestFirst && !(created > listing.OldestSeen))
                : listing with { IsNewestFirst = false };
        }

        return listing;
    }

    /// <summary>Says whether the rest needs no reading.</summary>
    /// <param name="now">The time.</param>
    /// <returns>True when whatever follows is too old to run.</returns>
    public bool IsPastHorizon(DateTimeOffset now) => IsNewestFirst && OldestSeen is { } oldest && now - oldest > Horizon;
}
