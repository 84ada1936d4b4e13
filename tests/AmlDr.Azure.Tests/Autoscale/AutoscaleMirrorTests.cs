using System.Text.Json.Nodes;
using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Autoscale;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.Sandbox.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Autoscale;

public class AutoscaleMirrorTests : SimulatorTest
{
    private const string List = "autoscaleSettings:list";
    private const string Put = "autoscaleSettings:put";
    private static readonly AssetId Blue = new(KindNames.OnlineDeployment, "credit", "blue");

    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private AutoscaleMirror? _mirror;

    private AutoscaleMirror Mirror => _mirror ??= Sim.Build(_clock).GetRequiredService<AutoscaleMirror>();

    private Pair Hot => Sim.Pair with { Policy = new PairPolicy { DefaultTier = Tier.Hot } };

    [Fact]
    public async Task MirrorAsync_SettingOfTheDeployment_StandsInTheSecondaryUnderAFreeName()
    {
        PutSetting("scale");

        AutoscaleResult result = await Mirror.MirrorAsync(Hot, Blue, None);

        // Both workspaces of the simulator share a resource group, so the name is taken by the primary's own.
        Assert.Equal(AutoscaleOutcome.Written, result.Outcome);
        Assert.True(result.IsScaled);
        JsonObject written = Assert.Single(Settings(), setting => (string?)setting["name"] != "scale");
        Assert.Equal(AutoscaleSetting.TargetOf(Secondary, Blue), (string?)written["properties"]!["targetResourceUri"]);
        Assert.True((bool?)written["properties"]!["enabled"]);
        Assert.Equal("northeurope", (string?)written["location"]);
        Assert.Equal(AutoscaleSetting.TargetOf(Primary, Blue), (string?)Get("scale")["properties"]!["targetResourceUri"]);
    }

    [Fact]
    public async Task MirrorAsync_Again_WritesNothingAndListsOncePerWhile()
    {
        PutSetting("scale");
        await Mirror.MirrorAsync(Hot, Blue, None);
        Assert.Equal(AutoscaleOutcome.Equal, (await Mirror.MirrorAsync(Hot, Blue, None)).Outcome);
        int lists = Sim.Calls(List).Count;

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(AutoscaleOutcome.Equal, (await Mirror.MirrorAsync(Hot, Blue, None)).Outcome);
            Assert.Equal(AutoscaleOutcome.None, (await Mirror.MirrorAsync(Hot, Blue with { Version = $"other{i}" }, None)).Outcome);
        }

        Assert.Equal(1, Sim.Effects(Put));
        Assert.Equal(lists, Sim.Calls(List).Count);
    }

    [Fact]
    public async Task MirrorAsync_ChangedInThePrimary_ChangesTheOneThatStands()
    {
        PutSetting("scale");
        await Mirror.MirrorAsync(Hot, Blue, None);
        PutSetting("scale", most: "9");
        _clock.Advance(AutoscaleMirror.KeptFor);

        Assert.Equal(AutoscaleOutcome.Written, (await Mirror.MirrorAsync(Hot, Blue, None)).Outcome);

        Assert.Equal(2, Settings().Count);
        Assert.Equal("9", (string?)Mirrored()["properties"]!["profiles"]![0]!["capacity"]!["maximum"]);
    }

    [Fact]
    public async Task MirrorAsync_WarmDeployment_SettingIsOff()
    {
        PutSetting("scale");

        await Mirror.MirrorAsync(Sim.Pair, Blue, None);

        Assert.False((bool?)Mirrored()["properties"]!["enabled"]);
    }

    [Fact]
    public async Task MirrorAsync_MetricOfAResourceOfThePrimary_IsRefusedAndNothingWritten()
    {
        PutSetting("scale", metric: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ServiceBus/namespaces/n");

        AutoscaleResult result = await Mirror.MirrorAsync(Hot, Blue, None);

        Assert.Equal((AutoscaleOutcome.Refused, "UnmappedResource"), (result.Outcome, result.Reason?.Code));
        Assert.True(result.IsScaled);
        Assert.Equal(0, Sim.Effects(Put));
    }

    [Fact]
    public async Task MirrorAsync_RemovedInThePrimary_OursIsSwitchedOffAndAnotherIsLeftAlone()
    {
        var green = new AssetId(KindNames.OnlineDeployment, "credit", "green");
        PutSetting("scale");
        PutSetting("theirs", target: AutoscaleSetting.TargetOf(Secondary, green));
        await Mirror.MirrorAsync(Hot, Blue, None);
        Sim.Azure.Resources.Remove(Id("scale"));
        _clock.Advance(AutoscaleMirror.KeptFor);

        AutoscaleResult ours = await Mirror.MirrorAsync(Hot, Blue, None);
        AutoscaleResult again = await Mirror.MirrorAsync(Hot, Blue, None);
        AutoscaleResult theirs = await Mirror.MirrorAsync(Hot, green, None);

        Assert.Equal((AutoscaleOutcome.SwitchedOff, AutoscaleOutcome.None), (ours.Outcome, again.Outcome));
        Assert.False(ours.IsScaled);
        Assert.Equal(AutoscaleOutcome.None, theirs.Outcome);
        Assert.True((bool?)Get("theirs")["properties"]!["enabled"]);
        Assert.False((bool?)Mirrored()["properties"]!["enabled"]);
    }

    [Fact]
    public async Task MirrorAsync_AssetOfAnotherKind_CostsNothing()
    {
        Assert.Equal(AutoscaleOutcome.None, (await Mirror.MirrorAsync(Hot, new AssetId(KindNames.Model, "m", "1"), None)).Outcome);

        Assert.Empty(Sim.Calls(List));
    }

    [Fact]
    public async Task IsScaledAsync_Deployment_SaysWhetherThePrimarysHasASetting()
    {
        PutSetting("scale");

        Assert.True(await Mirror.IsScaledAsync(Hot, Blue, None));
        Assert.False(await Mirror.IsScaledAsync(Hot, Blue with { Version = "green" }, None));
    }

    [Theory]
    [InlineData(List)]
    [InlineData(Put)]
    public async Task MirrorAsync_CallFailsOnce_EndsWithOneSetting(string operation)
    {
        // On the system's clock, which the waits before repetitions go by.
        foreach (FaultKind kind in FaultKinds.Passing)
        {
            var deployment = new AssetId(KindNames.OnlineDeployment, "e", $"{kind}");
            PutSetting($"s-{kind}", target: AutoscaleSetting.TargetOf(Primary, deployment));
            AutoscaleMirror mirror = Sim.Build().GetRequiredService<AutoscaleMirror>();
            Sim.Fail(operation, kind);

            AutoscaleResult result = await FaultKinds.UntilDoneAsync(() => mirror.MirrorAsync(Hot, deployment, None));

            Assert.True(result.IsScaled, $"{kind}");
            Assert.Single(Settings(), setting => (string?)setting["properties"]!["targetResourceUri"] == AutoscaleSetting.TargetOf(Secondary, deployment));
        }

        Assert.Equal(FaultKinds.Passing.Length, Sim.Effects(Put));
    }

    private JsonObject Mirrored() => Assert.Single(Settings(), setting => setting["tags"]?[AutoscaleSetting.SourceTag] is not null);

    private IReadOnlyList<JsonObject> Settings() =>
        [.. Names.Select(name => Sim.Azure.Resources.Get(Id(name))).OfType<JsonObject>()];

    // Whatever the calls have named, and what the test has put.
    private IEnumerable<string> Names => Sim.Calls(Put).Select(call => call.Path.Split('?')[0].Split('/')[^1]).Concat(_put).Distinct();

    private readonly List<string> _put = [];

    private JsonObject Get(string name) => Sim.Azure.Resources.Get(Id(name))!;

    private string Id(string name) => $"{Primary.ResourceGroupId}/{AutoscaleSetting.Collection}/{name}";

    private void PutSetting(string name, string? target = null, string? metric = null, string most = "5")
    {
        _put.Add(name);
        string resource = target ?? AutoscaleSetting.TargetOf(Primary, Blue);
        Sim.Azure.Resources.Put(Id(name), new JsonObject
        {
            ["location"] = "westeurope",
            ["properties"] = new JsonObject
            {
                ["name"] = name,
                ["enabled"] = true,
                ["targetResourceUri"] = resource,
                ["profiles"] = new JsonArray(new JsonObject
                {
                    ["name"] = "default",
                    ["capacity"] = new JsonObject { ["minimum"] = "1", ["maximum"] = most, ["default"] = "1" },
                    ["rules"] = new JsonArray(new JsonObject
                    {
                        ["metricTrigger"] = new JsonObject { ["metricName"] = "Cpu", ["metricResourceUri"] = metric ?? resource },
                        ["scaleAction"] = new JsonObject { ["direction"] = "Increase", ["type"] = "ChangeCount", ["value"] = "1", ["cooldown"] = "PT5M" },
                    }),
                }),
            },
        });
    }
}
