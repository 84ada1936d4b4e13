using AmlDr.Azure.Mirroring;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Readiness;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Triggers;

/// <summary>Starts the readiness checks of every pair on the schedule of the app setting <c>AmlDrReadinessSchedule</c> (NCRONTAB, six fields).</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="logger">The log.</param>
public sealed class ReadinessTimer(PairRegistry pairs, ILogger<ReadinessTimer> logger)
{
    /// <summary>Runs on schedule.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When every pair's checks are started or found under way.</returns>
    [Function("CheckReadinessOnSchedule")]
    public async Task RunAsync(
        [TimerTrigger("%AmlDrReadinessSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (Pair pair in pairs.All)
        {
            await ReadinessStarter.StartAsync(client, pair.Name, timer.IsPastDue ? "schedule (late)" : "schedule", logger, cancellationToken);
        }
    }
}
