using AmlDr.Azure.Sweeping;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>Writes down what a sweep did.</summary>
/// <param name="sweeps">The sweeps.</param>
/// <param name="logger">The log.</param>
public sealed class RecordSweep(SweepStore sweeps, ILogger<RecordSweep> logger)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The sweep.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it stands.</returns>
    [Function(nameof(RecordSweep))]
    public async Task RunAsync([ActivityTrigger] RecordSweepInput input, CancellationToken cancellationToken)
    {
        SweepSummary summary = input.Summary;
        await sweeps.WriteLatestAsync(input.Pair, summary, cancellationToken);
        logger.SweepEnded(input.Pair, summary.Seen, summary.Mirrored, summary.Differing, summary.Failed, summary.Refused);
        foreach (SweepFinding finding in summary.Findings)
        {
            logger.SweepFound(input.Pair, finding.Code, finding.Message);
        }
    }
}
