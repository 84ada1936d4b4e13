namespace AmlDr.Functions.Readiness;

/// <summary>The input of <see cref="Activities.CheckReadiness"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="ReportId">The identifier that the report gets.</param>
/// <param name="StartedAt">When it was asked for.</param>
public sealed record CheckReadinessInput(string Pair, string ReportId, DateTimeOffset StartedAt);
