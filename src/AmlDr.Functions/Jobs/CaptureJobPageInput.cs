using AmlDr.Core.Jobs;

namespace AmlDr.Functions.Jobs;

/// <summary>The input of <see cref="Activities.CaptureJobPage"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="PassId">The pass.</param>
/// <param name="PageNumber">The number of the page, from 0.</param>
/// <param name="ContinuationToken">Where the page starts; null for the start.</param>
/// <param name="Listing">What is known of the listing so far.</param>
public sealed record CaptureJobPageInput(string Pair, string PassId, int PageNumber, string? ContinuationToken, JobListing Listing);
