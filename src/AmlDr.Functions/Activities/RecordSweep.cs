using AmlDr.Azure.Sweeping;
using AmlDr.Functions.Signals;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Writes down what a sweep did.</summary>
/// <param name="sweeps">The sweeps.</param>
/// <param name="signals">The signals, which a sweep changes.</param>
/// <param name="logger">The log.</param>
public sealed class RecordSweep(SweepStore sweeps, SignalRefresher signals, ILogger<RecordSweep> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The sweep.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it stands.</returns>
    [Function(nameof(RecordSweep))]
    public async Task RunAsync([ActivityTrigger] RecordSweepInput input, CancellationToken cancellationToken)
    {
        SweepSummary summary = input.Summary;
        DateTimeOffset? lastSuccess = summary.Kinds.All(kind => kind.IsCompared)
            ? summary.EndedAt
            : (await sweeps.TryGetLatestAsync(input.Pair, cancellationToken))?.LastSuccessAt;
        await sweeps.WriteLatestAsync(input.Pair, summary with { LastSuccessAt = lastSuccess }, cancellationToken);
        logger.SweepEnded(input.Pair, summary.Seen, summary.Mirrored, summary.Differing, summary.Failed, summary.Refused);
        foreach (SweepFinding finding in summary.Findings)
        {
            logger.SweepFound(input.Pair, finding.Code, finding.Message);
        }

        await signals.RefreshAsync(input.Pair, cancellationToken);
    }
}
