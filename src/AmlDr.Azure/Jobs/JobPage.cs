using AmlDr.Core.Jobs;

namespace AmlDr.Azure.Jobs;

/// <summary>What one page of the primary's jobs showed.</summary>
/// <param name="Seen">The jobs on it.</param>
/// <param name="Live">Those that have not ended; their names are written down for the end of the pass.</param>
/// <param name="Ended">Captured ones that have ended.</param>
/// <param name="Listing">What is known of the listing's order.</param>
/// <param name="ContinuationToken">Where the listing goes on; null at its end, or where the rest needs no reading.</param>
public sealed record JobPage(int Seen, int Live, int Ended, JobListing Listing, string? ContinuationToken);
