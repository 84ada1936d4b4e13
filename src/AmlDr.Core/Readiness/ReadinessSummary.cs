namespace AmlDr.Core.Readiness;

/// <summary>A report in a line.</summary>
/// <param name="Id">The report's identifier.</param>
/// <param name="TakenAt">When its reading began.</param>
/// <param name="Verdict">The weightiest verdict.</param>
/// <param name="Counts">How many checks say what; verdicts that none says are left out.</param>
public sealed record ReadinessSummary(string Id, DateTimeOffset TakenAt, ReadinessVerdict Verdict, IReadOnlyDictionary<ReadinessVerdict, int> Counts);
