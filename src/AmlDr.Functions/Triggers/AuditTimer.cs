using AmlDr.Azure.Mirroring;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Audits;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Triggers;

/// <summary>
/// Starts the audit of every pair on the schedule of the app setting <c>AmlDrAuditSchedule</c> (NCRONTAB, six fields): documents and listings of files,
/// nothing repaired.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="logger">The log.</param>
public sealed class AuditTimer(PairRegistry pairs, ILogger<AuditTimer> logger)
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
            await AuditStarter.StartAsync(client, new AuditInput(pair.Name), timer.IsPastDue ? "schedule (late)" : "schedule", logger, cancellationToken);
        }
    }
}
