using AmlDr.Azure.Jobs;
using AmlDr.Core.Jobs;

namespace AmlDr.Functions.Jobs;

/// <summary>How far a look at the primary's jobs has come.</summary>
/// <param name="PassId">Its identifier.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Listing">What is known of the listing's order.</param>
/// <param name="Counts">What was found so far.</param>
public sealed record CaptureJobsProgress(string PassId, DateTimeOffset StartedAt, JobListing Listing, JobCounts Counts)
{
    /// <summary>The number of pages that have been read.</summary>
    public int PageCount { get; init; }

    /// <summary>Where the listing goes on; null at its start and at its end.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>Adds a page.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The new progress.</returns>
    public CaptureJobsProgress Add(JobPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return this with
        {
            Listing = page.Listing,
            PageCount = PageCount + 1,
            ContinuationToken = page.ContinuationToken,
            Counts = new JobCounts(Counts.Seen + page.Seen, Counts.Live + page.Live, Counts.Ended + page.Ended),
        };
    }
}
