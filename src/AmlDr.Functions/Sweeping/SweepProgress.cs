using AmlDr.Azure.Sweeping;

namespace AmlDr.Functions.Sweeping;

/// <summary>How far a sweep has come. Shown to operators as the orchestration's custom status.</summary>
/// <param name="Summary">What it has done so far.</param>
/// <param name="KindIndex">The position, in the catalog, of the kind that it is at.</param>
/// <param name="PageNumber">The number of the page of containers that comes next.</param>
/// <param name="ContinuationToken">Where that page starts; null for the start of the kind.</param>
public sealed record SweepProgress(SweepSummary Summary, int KindIndex, int PageNumber, string? ContinuationToken);
