using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Sweeping;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Triggers;

/// <summary>Starts the sweep of every pair on the schedule of the app setting <c>AmlDrSweepSchedule</c> (NCRONTAB, six fields).</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="guard">Says whether pairs are mirrored now.</param>
/// <param name="logger">The log.</param>
public sealed class SweepTimer(PairRegistry pairs, PairStateGuard guard, ILogger<SweepTimer> logger)
{
    /// <summary>Runs on schedule.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When every pair's sweep is started or found under way.</returns>
    [Function("SweepOnSchedule")]
    public async Task RunAsync(
        [TimerTrigger("%AmlDrSweepSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        foreach (Pair pair in pairs.All)
        {
            if (await guard.TryBeginAsync(pair.Name, cancellationToken) is null)
            {
                logger.SweepNotStarted(pair.Name);
                continue;
            }

            await SweepStarter.StartAsync(client, new SweepInput(pair.Name), timer.IsPastDue ? "schedule (late)" : "schedule", logger, cancellationToken);
        }
    }
}
