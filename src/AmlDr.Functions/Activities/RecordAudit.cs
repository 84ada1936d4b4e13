using AmlDr.Azure.Audits;
using AmlDr.Core.Audits;
using AmlDr.Functions.Signals;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Writes an audit's report and says in the log what it comes to. A second run of it finds the first one's report.</summary>
/// <param name="recorder">Writes it.</param>
/// <param name="signals">The signals, which an audit changes.</param>
/// <param name="logger">The log.</param>
public sealed class RecordAudit(AuditRecorder recorder, SignalRefresher signals, ILogger<RecordAudit> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What the report is made of.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What the audit comes to.</returns>
    [Function(nameof(RecordAudit))]
    public async Task<AuditVerdict> RunAsync([ActivityTrigger] AuditConclusion input, CancellationToken cancellationToken)
    {
        AuditReport report = await recorder.WriteAsync(input, cancellationToken);
        foreach (AuditUnread unread in report.Unread)
        {
            logger.AuditUnread(report.Pair, unread.Code, unread.Message);
        }

        logger.AuditEnded(
            report.Pair, report.Id, report.Verdict, report.Counts.GetValueOrDefault(AuditClass.Match), report.Counts.GetValueOrDefault(AuditClass.Missing),
            report.Counts.GetValueOrDefault(AuditClass.Differs), report.Counts.GetValueOrDefault(AuditClass.Extra), report.Counts.GetValueOrDefault(AuditClass.Error),
            report.Repair?.Mended ?? 0);
        await signals.RefreshAsync(report.Pair, cancellationToken);
        return report.Verdict;
    }
}
