using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Demo;

/// <summary>
/// Shows the mirror at work: a primary workspace with some assets in it, the app that catches up with them by a sweep, then a user who
/// registers more, which arrive by events. Stays up until it is told to end.
/// </summary>
internal static class MirrorDemo
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    // So that one can watch them arrive.
    private static readonly TimeSpan RegistrationInterval = TimeSpan.FromMilliseconds(200);

    // The app ends by the same Ctrl+C; which of the two is seen first is chance.
    private static readonly TimeSpan InterruptPatience = TimeSpan.FromSeconds(1);

    /// <summary>Runs the demo.</summary>
    /// <returns>The exit code: 0 when it was told to end, 1 when something went wrong.</returns>
    public static async Task<int> RunAsync(int assets, int seed, IDemoView view, CancellationToken cancelled)
    {
        DemoPorts ports = DemoPorts.Choose(view.Say);
        try
        {
            await using SandboxSession session = await SandboxSession.StartAsync(
                new SessionOptions { Seed = seed, AzurePort = ports.Azure, AppPort = ports.App, EventTimeScale = 1, StartApp = false }, cancelled);
            await PlayAsync(session, assets, seed, view, cancelled);
            view.ShowAddresses(DemoAddresses.Of(session), DemoAddresses.Examples(session));
            view.Say("Ready. Ctrl+C ends it.");
            return await StayAsync(session, view, cancelled);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is AppStartException or TimeoutException or IOException or HttpRequestException)
        {
            view.Say(exception.Message);
            return 1;
        }
    }

    private static async Task PlayAsync(SandboxSession session, int assets, int seed, IDemoView view, CancellationToken cancelled)
    {
        IReadOnlyList<SeedAsset> standing = SeedPlan.Create(session.Primary, seed, SeedPlan.Least);
        IReadOnlyList<SeedAsset> coming = SeedPlan.CreateMore(session.Primary, seed, assets, "new-");
        await session.User.PublishAsync(standing, cancellationToken: cancelled);
        view.Say($"Two simulated regions run. The primary workspace holds {standing.Count} models and environments; the secondary is empty.");
        await session.App.StartAsync(cancellationToken: cancelled);
        await session.SubscribeAsync(cancelled);
        view.Say($"The app runs. A sweep fetches what is there, while a user registers {assets} more.");
        await view.WatchAsync(async show =>
        {
            int registered = standing.Count;
            Task user = RegisterAsync(session, coming, () => Interlocked.Increment(ref registered), cancelled);
            Task work = Task.WhenAll(user, session.App.Client.SweepAsync(Patience, cancelled));
            DemoProgress progress = new(0, []);
            await WaitUntil.TrueAsync(
                async token =>
                {
                    IReadOnlyList<AppAsset> known = await session.App.Client.ListAssetsAsync(token);
                    progress = new DemoProgress(Volatile.Read(ref registered), [.. known.OrderByDescending(asset => asset.UpdatedAt)]);
                    show(progress);
                    if (work.IsFaulted)
                        await work;

                    // What the service itself put into the primary while the sweep went by is left to the next one.
                    return work.IsCompleted && progress.Waiting <= coming.Count(asset => asset.IsByService) && await session.IsQuietAsync(token);
                },
                Patience, () => $"the mirror has caught up; {progress.Waiting} are waiting", session.Azure.Clock, cancelled, LookInterval);
            await work;
            await session.App.Client.SweepAsync(Patience, cancelled);
            show(new DemoProgress(registered, [.. (await session.App.Client.ListAssetsAsync(cancelled)).OrderByDescending(asset => asset.UpdatedAt)]));
        });
    }

    private static async Task RegisterAsync(SandboxSession session, IReadOnlyList<SeedAsset> assets, Action registered, CancellationToken cancelled)
    {
        using PeriodicTimer interval = new(RegistrationInterval, session.Azure.Clock);
        foreach (SeedAsset asset in assets)
        {
            await session.User.PublishAsync([asset], cancellationToken: cancelled);
            registered();
            await interval.WaitForNextTickAsync(cancelled);
        }
    }

    private static async Task<int> StayAsync(SandboxSession session, IDemoView view, CancellationToken cancelled)
    {
        try
        {
            int? code = await session.App.WaitForExitAsync(cancelled);
            await Task.Delay(InterruptPatience, session.Azure.Clock, cancelled);
            view.Say($"The app ended by itself with code {code}. Its log ends:{Environment.NewLine}{session.App.Log.Tail}");
            return 1;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return 0;
        }
    }
}
