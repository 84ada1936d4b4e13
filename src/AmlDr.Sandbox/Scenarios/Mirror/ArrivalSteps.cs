using AmlDr.Sandbox.App;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>The app lives by events: what is registered in the primary appears in the secondary.</summary>
internal static class ArrivalSteps
{
    public static async Task PlayAsync(MirrorStage stage)
    {
        SandboxSession session = stage.Session;
        await stage.Run.RequireAsync("the app consents to its event subscriptions", async () =>
        {
            IReadOnlyList<EventSubscriptionState> made = await session.SubscribeAsync(stage.Cancelled);
            MirrorStage.Require([.. made.Where(one => one.ProvisioningState != "Succeeded").Select(one => $"{one.Definition.Name} is {one.ProvisioningState}")]);
            return string.Join(", ", made.Select(one => one.Definition.Name));
        });
        IReadOnlyList<SeedAsset> assets = WorkspacePlan.Create(session.Primary, stage.Run.Options.Seed, stage.Run.Options.Assets);
        stage.Add(assets);
        await stage.Run.RequireAsync($"{assets.Count} assets are registered in the primary", async () =>
        {
            await PublishAsync(stage, assets);
            long bytes = assets.Sum(asset => asset.Files.Sum(file => file.Content.Length));
            return $"{MirrorStage.CountKinds(assets)}; {assets.Sum(asset => asset.Folders.Sum(folder => folder.Files.Count))} files, {bytes / (1024 * 1024)} MiB";
        });
        string claim = stage.HasFaults ? "all arrive by events and, where faults struck, sweeps" : "all arrive by events alone";
        await stage.Run.RequireAsync(claim, async () =>
        {
            // No event tells of what the service itself put there.
            int sweeps = await stage.WaitUntilSettledAsync([.. assets.Where(asset => !asset.IsByService)]);
            return $"{stage.Mirrored.Count()} mirrored, {sweeps} sweeps; what was reported mirrored was compared at that moment";
        });
    }

    /// <summary>Half of the events are spelled as the service sends them, half as its schema has them; some come twice, some late.</summary>
    private static async Task PublishAsync(MirrorStage stage, IReadOnlyList<SeedAsset> assets)
    {
        EventGridBroker broker = stage.Session.Azure.EventGrid;
        broker.Switches = new DeliverySwitches { DuplicateProbability = 0.1, ReorderProbability = 0.2 };
        int half = assets.Count / 2, published = 0;
        await stage.Session.User.PublishAsync(
            assets,
            _ =>
            {
                if (Interlocked.Increment(ref published) == half)
                    broker.Switches = broker.Switches with { CamelCaseKeys = true, TextVersions = true };
            },
            stage.Cancelled);
        broker.Switches = new DeliverySwitches();
    }
}
