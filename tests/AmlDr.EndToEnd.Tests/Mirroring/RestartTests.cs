using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.EndToEnd.Tests.Mirroring;

/// <summary>The app may be killed at any moment; it goes on where it was.</summary>
public class RestartTests
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public async Task LargeModel_KilledHalfWay_GoesOnWithoutCopyingFinishedBlocksAgain()
    {
        const long blockBytes = 16 * MiB;
        await using SandboxSession session = await SandboxSession.StartAsync(new SessionOptions
        {
            Seed = 9,
            AppSettings = new Dictionary<string, string> { ["AmlDr__Copy__BlockBytes"] = $"{blockBytes}", ["AmlDr__Copy__ParallelCalls"] = "2" },
        });
        await session.SubscribeAsync();
        string account = session.Azure.World.SecondaryAccount.Name;
        CallLogReader log = new(session.Azure);
        SeedAsset model = SeedPlan.CreateLarge(session.Primary, seed: 9, "large");
        string name = model.Root;
        int blocks = (int)((model.Files[0].Content.Length + blockBytes - 1) / blockBytes);
        session.Azure.Blobs.SetBandwidth(account, 300 * MiB);

        await session.User.PublishAsync([model]);
        await Seen.TrueAsync(
            session, () => session.Azure.Blobs.CountUncommittedBlocks(account, session.Azure.World.Secondary.BlobContainer, name) >= blocks / 4, "a quarter of the blocks stands");
        await session.App.KillAsync();
        HashSet<string> finished = [.. log.CopiedBlocks(name, 0, withEffect: true)];
        long killed = log.Position;
        session.Azure.Blobs.SetBandwidth(account, null);
        await session.App.StartAsync();
        await Seen.SettledAsync(session, [model]);

        Assert.InRange(finished.Count, blocks / 4, blocks - 1);
        Assert.DoesNotContain(log.CopiedBlocks(name, killed, withEffect: false), finished.Contains);
        Assert.Equal(blocks, log.CopiedBlocks(name, 0, withEffect: true).Count);
        Assert.Empty(new MirrorCheck(session.Azure).Problems([model]));
        Assert.Equal(1, log.EffectiveWrites()[model.Path]);
    }

    [Fact]
    public async Task App_KilledThriceWhileManyAreUnderWay_MirrorsEachOnce()
    {
        await using SandboxSession session = await SandboxSession.StartAsync(new SessionOptions { Seed = 10 });
        await session.SubscribeAsync();
        MirrorCheck check = new(session.Azure);
        CallLogReader log = new(session.Azure);
        SeedAsset[] assets = [.. SeedPlan.CreateMore(session.Primary, seed: 10, 40, "killed-").Where(asset => !asset.IsByService)];
        int expected = assets.Count(asset => asset.SkipCode is null);

        Task user = session.User.PublishAsync(assets);
        for (int quarter = 1; quarter <= 3; quarter++)
        {
            int least = expected * quarter / 4;
            await Seen.TrueAsync(session, () => log.EffectiveWrites().Count >= least, $"{least} of {expected} stand in the secondary");
            await session.App.KillAsync();
            await session.App.StartAsync();
        }

        await user;
        await Seen.SettledAsync(session, assets);
        Assert.Empty(check.Problems(assets));
        Assert.Empty(check.ExtraProblems(assets));
        Assert.Equal(expected, log.EffectiveWrites().Count);
        Assert.All(log.EffectiveWrites(), write => Assert.Equal(1, write.Value));
    }
}
