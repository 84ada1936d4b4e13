using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.EndToEnd.Tests.Mirroring;

/// <summary>With Event Grid silent, the sweep alone brings the secondary to the same state.</summary>
public class SweepTests
{
    [Fact]
    public async Task Sweep_WithoutAnySubscription_BringsTheSameState()
    {
        await using SandboxSession session = await SandboxSession.StartAsync(new SessionOptions { Seed = 5 });
        IReadOnlyList<SeedAsset> assets = SeedPlan.Create(session.Primary, seed: 5, 40);
        await session.User.PublishAsync(assets);

        AppSweep sweep = await session.App.Client.SweepAsync(Seen.Patience);

        await Seen.SettledAsync(session, assets);
        MirrorCheck check = new(session.Azure);
        Assert.Empty(check.Problems(assets));
        Assert.Empty(check.ExtraProblems(assets));

        // Every workspace has four datastores from the start, which are seen and skipped.
        Assert.Equal(assets.Count + 4, sweep.Seen);
        Assert.Equal(assets.Count(asset => asset.SkipCode is null), sweep.Mirrored);
        Assert.Equal(assets.Count(asset => asset.SkipCode is not null) + 4, sweep.Skipped);
        Assert.All(new CallLogReader(session.Azure).EffectiveWrites().Values, writes => Assert.Equal(1, writes));
    }

    [Fact]
    public async Task Sweep_OnItsSchedule_MirrorsWithoutBeingAskedFor()
    {
        await using SandboxSession session = await SandboxSession.StartAsync(new SessionOptions
        {
            Seed = 6,
            AppSettings = new Dictionary<string, string> { ["AmlDrSweepSchedule"] = "* * * * * *" },
        });
        SeedAsset asset = SeedPlan.CreateMore(session.Primary, seed: 6, 1, "scheduled-")[0];

        await session.User.PublishAsync([asset]);

        await Seen.StateAsync(session, asset.Name, asset.Version, "Mirrored");
        Assert.Empty(new MirrorCheck(session.Azure).Problems([asset]));
    }

    [Fact]
    public async Task Sweep_WhileEventsAskForTheSameAssets_MissesNoWord()
    {
        await using SandboxSession session = await SandboxSession.StartAsync(new SessionOptions { Seed = 11 });
        await session.SubscribeAsync();
        List<SeedAsset> all = [];
        for (int round = 0; round < 12; round++)
        {
            SeedAsset[] assets = [.. SeedPlan.CreateMore(session.Primary, seed: round, 9, $"round-{round}-").Where(asset => !asset.IsByService)];
            all.AddRange(assets);
            Task user = session.User.PublishAsync(assets);

            // A word that is missed is asked for again after minutes.
            await session.App.Client.SweepAsync(TimeSpan.FromSeconds(45));
            await user;
        }

        await Seen.SettledAsync(session, all);
        Assert.All(new CallLogReader(session.Azure).EffectiveWrites().Values, writes => Assert.Equal(1, writes));
    }
}
