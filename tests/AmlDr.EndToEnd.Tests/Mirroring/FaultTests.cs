using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.EndToEnd.Tests.Mirroring;

/// <summary>Whatever fails on the way, the end state is the same, written once, and nothing is reported mirrored that is not.</summary>
public class FaultTests
{
    [Fact]
    public async Task EndState_WithTenPercentOfAllCallsFailing_IsTheSame()
    {
        await using SandboxSession session = await SandboxSession.StartAsync(new SessionOptions { Seed = 7 });
        session.Azure.Faults.SetProfile("heavy");
        await session.SubscribeAsync();
        IReadOnlyList<SeedAsset> assets = SeedPlan.Create(session.Primary, seed: 7, 40);
        MirrorCheck check = new(session.Azure);

        await session.User.PublishAsync(assets);
        await Seen.QuietAsync(session);

        // What failed too often is retried by the next sweep; until then it must not be reported as mirrored.
        Assert.Empty(check.FalseReports(assets, await session.App.Client.ListAssetsAsync()));
        await session.App.Client.SweepAsync(Seen.Patience);
        await Seen.SettledAsync(session, assets);
        Assert.Empty(check.Problems(assets));
        Assert.Empty(check.ExtraProblems(assets));
        Assert.All(new CallLogReader(session.Azure).EffectiveWrites().Values, writes => Assert.Equal(1, writes));
        Assert.True(session.Azure.Calls.Read().Count(call => call.Fault is not null) > 20);
    }

    [Theory]
    [InlineData(FaultKind.TimeoutAfter)]
    [InlineData(FaultKind.ResetAfter)]
    public async Task Write_WhoseAnswerIsLost_IsNotMadeAgain(FaultKind kind)
    {
        await using SandboxSession session = await SandboxSession.StartAsync(new SessionOptions { Seed = 8 });
        session.Azure.Faults.Add(new FaultRule { Service = AzureService.Arm, Method = "PUT", Region = WorldTopology.SecondaryRegion, Kinds = [kind] });
        await session.SubscribeAsync();
        SeedAsset[] assets = [.. SeedPlan.CreateMore(session.Primary, seed: 8, 4, "lost-")];

        await session.User.PublishAsync(assets);
        await Seen.SettledAsync(session, assets);

        Assert.Empty(new MirrorCheck(session.Azure).Problems(assets));
        IReadOnlyList<CallRecord> writes = session.Azure.Calls.Read(
            new CallQuery { Service = AzureService.Arm, Region = WorldTopology.SecondaryRegion, Effect = true });
        Assert.Equal(assets.Length, writes.Count);
        Assert.All(writes, write => Assert.Equal(0, write.Status));
    }
}
