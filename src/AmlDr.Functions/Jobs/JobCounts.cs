using AmlDr.Core.Ledger;

namespace AmlDr.Functions.Jobs;

/// <summary>What a look at the primary's jobs found.</summary>
/// <param name="Seen">The jobs that the lists showed.</param>
/// <param name="Live">Those that have not ended.</param>
/// <param name="Ended">The captured ones that have ended.</param>
/// <param name="Failure">Why the look ended early; null when it did not.</param>
public sealed record JobCounts(int Seen = 0, int Live = 0, int Ended = 0, AssetReason? Failure = null);
