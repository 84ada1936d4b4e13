namespace AmlDr.Functions.Jobs;

/// <summary>The input of <see cref="Activities.SettleJobs"/> and <see cref="Activities.RecordJobPass"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="PassId">The pass.</param>
/// <param name="PageCount">The number of its pages.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Counts">What it found.</param>
public sealed record JobPassInput(string Pair, string PassId, int PageCount, DateTimeOffset StartedAt, JobCounts Counts);
