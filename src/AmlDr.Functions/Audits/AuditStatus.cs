using AmlDr.Core.Audits;

namespace AmlDr.Functions.Audits;

/// <summary>How far an audit is, as operators see it.</summary>
/// <param name="AuditId">The audit; its report has the same identifier.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Step">What it does: <c>compare</c>, <c>files</c>, <c>dependencies</c>, <c>repair</c>, <c>done</c>.</param>
/// <param name="Kind">The kind that it is at; null when it is at none.</param>
/// <param name="KindsDone">How many kinds are compared.</param>
/// <param name="Kinds">How many there are.</param>
/// <param name="Counts">The assets by class so far; classes without any are left out.</param>
/// <param name="Unread">How much could not be read.</param>
/// <param name="Repair">What the repair has done so far; null when none was asked for.</param>
/// <param name="Verdict">What the audit comes to; null while it runs.</param>
public sealed record AuditStatus(
    string AuditId, DateTimeOffset StartedAt, string Step, string? Kind, int KindsDone, int Kinds, IReadOnlyDictionary<AuditClass, int> Counts, int Unread,
    AuditRepair? Repair = null, AuditVerdict? Verdict = null)
{
    /// <summary>Reads it off the progress.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="step">What the audit does now; null when the progress tells.</param>
    /// <returns>The status.</returns>
    public static AuditStatus Of(AuditProgress progress, string? step = null)
    {
        ArgumentNullException.ThrowIfNull(progress);
        AuditKind[] kinds = [.. progress.Stages.Select(stage => stage.Counts)];
        return new AuditStatus(
            progress.AuditId, progress.StartedAt, step ?? (progress is { IsComparing: true, Phase: AuditPhase.Files } ? "files" : "compare"),
            progress.IsComparing ? progress.Stage.Counts.Kind : null, progress.KindIndex, kinds.Length, AuditReport.SumUp(kinds, progress.Unread, null).Counts,
            progress.Unread.Count);
    }
}
