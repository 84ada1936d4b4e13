using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>Kills the app at random moments while it carries out an operation, and starts it again.</summary>
internal static class Disturber
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(2);

    /// <summary>Kills it so often, spread over the calls with effect that the undisturbed run made, and waits until the operation is at rest.</summary>
    /// <param name="world">The world.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="usualEffects">How many calls with effect the undisturbed run made.</param>
    /// <param name="killed">Told after each kill how many there were; null for nobody.</param>
    /// <returns>The operation's record, and how often the app was killed.</returns>
    public static async Task<(JsonObject Record, int Kills)> KillUntilAtRestAsync(OperatingWorld world, string operation, int usualEffects, Action<int>? killed = null)
    {
        SeededRandom random = new(world.Run.Options.Seed + 7);
        CallLog calls = world.Session.Azure.Calls;
        int gap = Math.Max(2, usualEffects / (world.Size.Kills + 1));
        int kills = 0;

        // Moments in the middle of its start count too.
        Task starting = Task.CompletedTask;
        CancellationTokenSource start = new();
        try
        {
            while (kills < world.Size.Kills)
            {
                // Together they stay below the undisturbed number, so that the last one comes before the end.
                int wait = 1 + (gap / 3) + random.Next(Math.Max(1, 2 * gap / 3));
                long since = calls.LastSequence;
                bool isAtRest = false;
                await WaitUntil.TrueAsync(
                    () => (isAtRest = world.Store.Operation(operation) is { } record && ControlStoreReader.IsAtRest(record))
                        || calls.Read(new CallQuery { Since = since, Effect = true, Limit = wait }).Count >= wait,
                    world.Patience, () => $"the operation gets on between two kills; it is {world.Store.Operation(operation)?["state"]}",
                    world.Session.Azure.Clock, world.Cancelled, LookInterval);
                if (isAtRest)
                    break;
                await start.CancelAsync();
                await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await world.Session.App.KillAsync(world.Cancelled);
                kills++;
                world.Run.Progress($"killed {kills} times");
                killed?.Invoke(kills);
                start.Dispose();
                start = CancellationTokenSource.CreateLinkedTokenSource(world.Cancelled);
                starting = world.Session.App.StartAsync(cancellationToken: start.Token);
            }

            await starting;
            return (await world.Store.WhenAtRestAsync(operation, world.Patience, world.Cancelled), kills);
        }
        finally
        {
            start.Dispose();
        }
    }
}
