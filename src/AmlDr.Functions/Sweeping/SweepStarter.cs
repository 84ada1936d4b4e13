using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Sweeping;

/// <summary>Starts a pair's sweep unless one is under way.</summary>
internal static class SweepStarter
{
    /// <summary>The identifier of a pair's sweep orchestration.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <returns>The identifier.</returns>
    public static string InstanceId(string pair) => $"sweep-{pair}";

    /// <summary>Starts a sweep.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="input">The pair, and what the sweep is told.</param>
    /// <param name="starter">Who asked, for the log.</param>
    /// <param name="logger">The log.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>False when one is under way.</returns>
    public static async Task<bool> StartAsync(
        DurableTaskClient client, SweepInput input, string starter, ILogger logger, CancellationToken cancellationToken)
    {
        bool started = await MirrorScheduler.TryStartAsync(
            client, nameof(SweepPair), InstanceId(input.Pair), input, cancellationToken);
        if (started)
        {
            logger.SweepStarted(input.Pair, starter);
        }
        else
        {
            logger.SweepUnderWay(input.Pair, starter);
        }

        return started;
    }
}
