using AmlDr.Azure.Attestations;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Readiness;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness;
using AmlDr.Core.Readiness.Snapshots;
using AmlDr.Functions.Readiness;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>
/// Reads what the readiness checks judge, has them judge it, and keeps the report. One activity, because the snapshot is too large to be handed on. A
/// second run of it finds the first one's report.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="reader">Reads.</param>
/// <param name="attestations">What operators vouch for.</param>
/// <param name="reports">Keeps the report.</param>
/// <param name="meter">The metrics.</param>
/// <param name="logger">The log.</param>
public sealed class CheckReadiness(
    PairRegistry pairs, ReadinessReader reader, AttestationStore attestations, ReadinessStore reports, ReadinessMeter meter, ILogger<CheckReadiness> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The pair and the report's name.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The report in a line.</returns>
    [Function(nameof(CheckReadiness))]
    public async Task<ReadinessSummary> RunAsync([ActivityTrigger] CheckReadinessInput input, CancellationToken cancellationToken)
    {
        Pair pair = pairs[input.Pair];
        ReadinessSnapshot snapshot = await reader.ReadAsync(pair, cancellationToken);
        ReadinessReport report = ReadinessJudge.Judge(snapshot, await attestations.ListAsync(pair.Name, cancellationToken), input.ReportId);
        report = await reports.WriteAsync(report, input.StartedAt, cancellationToken);
        meter.Report(pair.Name, report.Counts);
        foreach (CheckResult check in report.Checks.Where(check => check.Verdict >= ReadinessVerdict.Unknown))
        {
            logger.ReadinessCheckOpen(pair.Name, check.Id, check.Verdict, AssetNames.Printable(check.Findings[0].Reason));
        }

        logger.ReadinessChecked(pair.Name, report.Verdict, report.Counts.GetValueOrDefault(ReadinessVerdict.Fail), report.Counts.GetValueOrDefault(ReadinessVerdict.Unknown));
        return report.Summarize();
    }
}
