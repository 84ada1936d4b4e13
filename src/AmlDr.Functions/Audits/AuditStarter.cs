using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Audits;

/// <summary>Starts a pair's audit unless one is under way.</summary>
internal static class AuditStarter
{
    /// <summary>The identifier of a pair's orchestration.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <returns>The identifier.</returns>
    public static string InstanceId(string pair) => $"audit-{pair}";

    /// <summary>Starts an audit.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="input">The pair, and how closely to look.</param>
    /// <param name="starter">Who asked, for the log.</param>
    /// <param name="logger">The log.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>False when one is under way.</returns>
    public static async Task<bool> StartAsync(
        DurableTaskClient client, AuditInput input, string starter, ILogger logger, CancellationToken cancellationToken)
    {
        bool started = await MirrorScheduler.TryStartAsync(client, nameof(AuditPair), InstanceId(input.Pair), input, cancellationToken);
        logger.AuditAsked(input.Pair, starter, started);
        return started;
    }
}
