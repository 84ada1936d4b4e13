using AmlDr.Azure.Events;
using AmlDr.Functions.Events;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Activities;

/// <summary>
/// Reads the events that Event Grid could not deliver, has their assets mirrored, and deletes them; what cannot be read is put aside with the reason.
/// A letter is deleted after it was dealt with, so that one may be read twice, and none is lost.
/// </summary>
/// <param name="letters">The letters.</param>
/// <param name="handler">Handles events.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class DrainDeadLetters(DeadLetterStore letters, AssetEventHandler handler, TimeProvider clock, ILogger<DrainDeadLetters> logger)
{
    // What is more the next sweep takes.
    private const int MostLetters = 2000;
    private const int ParallelLetters = 8;

    /// <summary>Runs the activity.</summary>
    /// <param name="pair">The pair whose sweep asks; the letters are those of all pairs.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What it came to; null where there is no container of dead letters.</returns>
    [Function(nameof(DrainDeadLetters))]
    public async Task<DeadLetterDrain?> RunAsync(
        [ActivityTrigger] string pair, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!letters.IsSet)
        {
            return null;
        }

        (int found, int parked) = (0, 0);
        await Parallel.ForEachAsync(
            await letters.ListAsync(MostLetters, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelLetters, CancellationToken = cancellationToken },
            async (name, token) =>
            {
                IReadOnlyList<string>? events = await letters.ReadOrParkAsync(name, token);
                foreach (string json in events ?? [])
                {
                    await handler.HandleAsync(json, client, token);
                }

                Interlocked.Add(ref found, events?.Count ?? 1);
                Interlocked.Add(ref parked, events is null ? 1 : 0);
                await letters.DeleteAsync(name, token);
            });
        var drain = new DeadLetterDrain(clock.GetUtcNow(), found, found - parked, parked);
        await letters.WriteLastDrainAsync(drain, cancellationToken);
        if (found > 0)
        {
            logger.DeadLettersDrained(pair, found, parked);
        }

        return drain;
    }
}
