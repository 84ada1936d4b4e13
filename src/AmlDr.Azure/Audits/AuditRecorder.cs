using AmlDr.Azure.Mirroring;
using AmlDr.Core.Audits;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Audits;

/// <summary>Makes an audit's report of what it found. Holds a page of findings at a time.</summary>
public sealed class AuditRecorder
{
    private readonly AuditWorkStore _work;
    private readonly AuditStore _reports;
    private readonly PairRegistry _pairs;

    /// <summary>Creates a recorder.</summary>
    /// <param name="work">What the audit found.</param>
    /// <param name="reports">Where the report goes.</param>
    /// <param name="pairs">The pairs.</param>
    public AuditRecorder(AuditWorkStore work, AuditStore reports, PairRegistry pairs)
    {
        _work = work;
        _reports = reports;
        _pairs = pairs;
    }

    /// <summary>Writes the report. Doing it twice is doing it once.</summary>
    /// <param name="conclusion">What it is made of.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report as it stands.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<AuditReport> WriteAsync(AuditConclusion conclusion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conclusion);
        Pair pair = _pairs[conclusion.Pair];
        IReadOnlyList<AuditFinding> first = [];
        int count = 0;
        using var pages = new ChunkWriter<AuditFinding>(
            AuditReport.MostFindings,
            (page, findings, token) =>
            {
                first = page == 0 ? findings : first;
                count += findings.Count;
                return _reports.WritePageAsync(pair.Name, conclusion.StartedAt, conclusion.AuditId, page, findings, token);
            });
        foreach (AuditStage stage in conclusion.Stages)
        {
            await foreach (AuditItem item in _work.ReadMergedAsync(pair.Name, conclusion.AuditId, stage, cancellationToken))
            {
                await pages.AddAsync(item.Finding, cancellationToken);
            }
        }

        int written = await pages.CompleteAsync(cancellationToken);
        AuditKind[] kinds = [.. conclusion.Stages.Select(stage => stage.Counts)];
        (IReadOnlyDictionary<AuditClass, int> counts, double coverage, AuditVerdict verdict) = AuditReport.SumUp(kinds, conclusion.Unread, conclusion.Repair);
        return await _reports.WriteAsync(
            new AuditReport
            {
                Id = conclusion.AuditId,
                Pair = pair.Name,
                Primary = pair.Primary.ToString(),
                Secondary = pair.Secondary.ToString(),
                Level = conclusion.Level,
                Sample = conclusion.Level == AuditLevel.Hash ? conclusion.Sample : 0,
                StartedAt = conclusion.StartedAt,
                EndedAt = conclusion.EndedAt,
                Verdict = verdict,
                Counts = counts,
                Coverage = coverage,
                Kinds = kinds,
                Deployable = conclusion.Deployable,
                DeployableComplete = conclusion.DeployableComplete,
                Unread = conclusion.Unread,
                FindingCount = count,
                FindingPages = written,
                Findings = first,
                Repair = conclusion.Repair,
            },
            cancellationToken);
    }
}
