using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Readiness;

/// <summary>Starts a pair's readiness checks unless they are under way.</summary>
internal static class ReadinessStarter
{
    /// <summary>The identifier of a pair's orchestration.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <returns>The identifier.</returns>
    public static string InstanceId(string pair) => $"readiness-{pair}";

    /// <summary>Starts the checks.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="starter">Who asked, for the log.</param>
    /// <param name="logger">The log.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>False when they are under way.</returns>
    public static async Task<bool> StartAsync(
        DurableTaskClient client, string pair, string starter, ILogger logger, CancellationToken cancellationToken)
    {
        bool started = await MirrorScheduler.TryStartAsync(client, nameof(CheckPairReadiness), InstanceId(pair), pair, cancellationToken);
        logger.ReadinessAsked(pair, starter, started);
        return started;
    }
}
