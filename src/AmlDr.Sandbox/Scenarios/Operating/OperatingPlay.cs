namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>Plays an act of a scenario in a world of its own.</summary>
internal static class OperatingPlay
{
    /// <summary>Makes a world, plays in it, and leaves its folder where it is when something failed.</summary>
    /// <param name="run">Takes the steps and the metrics.</param>
    /// <param name="size">How large the world is.</param>
    /// <param name="act">What is played.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<T> RunAsync<T>(ScenarioRun run, OperatingSize size, Func<OperatingWorld, Task<T>> act, CancellationToken cancellationToken)
    {
        await using OperatingWorld world = await OperatingWorld.StartAsync(run, size, cancellationToken);
        int before = run.Steps.Count;
        bool complete = false;
        try
        {
            await world.PrepareAsync();
            T result = await act(world);
            complete = true;
            return result;
        }
        finally
        {
            world.Session.KeepFolder = !complete || run.Steps.Skip(before).Any(step => !step.Passed);
            if (world.Session.KeepFolder)
                run.Metrics["appLog"] = world.Session.App.Log.Path;
        }
    }
}
