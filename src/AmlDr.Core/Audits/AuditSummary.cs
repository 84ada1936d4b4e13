namespace AmlDr.Core.Audits;

/// <summary>A report in a line.</summary>
/// <param name="Id">The report's identifier.</param>
/// <param name="StartedAt">When the audit began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Level">How closely it looked.</param>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Counts">The number of assets by class; classes without any are left out.</param>
/// <param name="Coverage">The share of the primary's assets that match, 0 to 1.</param>
/// <param name="Mended">The drifted assets that the audit's repair mended.</param>
/// <param name="IsComplete">True when everything could be read.</param>
/// <param name="Blob">The name of its blob in the control store.</param>
public sealed record AuditSummary(
    string Id, DateTimeOffset StartedAt, DateTimeOffset EndedAt, AuditLevel Level, AuditVerdict Verdict, IReadOnlyDictionary<AuditClass, int> Counts,
    double Coverage, int Mended, bool IsComplete, string Blob)
{
    /// <summary>The assets that drifted and are not mended.</summary>
    public int Drift => Math.Max(
        0, Counts.GetValueOrDefault(AuditClass.Missing) + Counts.GetValueOrDefault(AuditClass.Differs) + Counts.GetValueOrDefault(AuditClass.Extra) - Mended);
}
