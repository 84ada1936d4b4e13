using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Audits;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Triggers;

/// <summary>
/// Starts the audit of every pair on the schedule of the app setting <c>AmlDrAuditSchedule</c> (NCRONTAB, six fields): documents and listings of files,
/// nothing repaired. A pair that is not mirrored now, because an operation is under way or the secondary serves, is not audited.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="guard">Says whether pairs are mirrored now.</param>
/// <param name="logger">The log.</param>
public sealed class AuditTimer(PairRegistry pairs, PairStateGuard guard, ILogger<AuditTimer> logger)
{
    /// <summary>Runs on schedule.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When every pair's audit is started or found under way.</returns>
    [Function("AuditOnSchedule")]
    public async Task RunAsync(
        [TimerTrigger("%AmlDrAuditSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (Pair pair in pairs.All)
        {
            if (await guard.TryBeginAsync(pair.Name, cancellationToken) is null)
            {
                logger.AuditNotStarted(pair.Name);
                continue;
            }

            await AuditStarter.StartAsync(client, new AuditInput(pair.Name), timer.IsPastDue ? "schedule (late)" : "schedule", logger, cancellationToken);
        }
    }
}
