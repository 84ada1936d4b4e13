using System.Text.Json.Nodes;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Azure.Tests.Traffic;

public class TrafficManagerTests : TrafficTest
{
    private const string Profile = "Microsoft.Network/trafficManagerProfiles/scoring";
    private const string West = Profile + "/externalEndpoints/west";
    private const string North = Profile + "/externalEndpoints/north";
    private const string Patch = "trafficManagerProfiles/externalEndpoints:patch";

    [Fact]
    public async Task SwitchAsync_Status_TurnsIt()
    {
        ITrafficSwitch way = Way(TrafficMethod.Status, "Disabled");

        await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal("Disabled", (string?)Properties(West)["endpointStatus"]);
        Assert.Equal("Enabled", (string?)Properties(North)["endpointStatus"]);
        Assert.Equal(PairSide.Secondary, (await way.ReadAsync(None)).Side);
    }

    [Fact]
    public async Task SwitchAsync_Priority_SwapsThemAndNoTwoEverShareOne()
    {
        ITrafficSwitch way = Way(TrafficMethod.Priority, "Enabled");

        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal((2, 1), (Priority(West), Priority(North)));
        AssertNeverShared(plan.Before, plan.Forth);
    }

    [Fact]
    public async Task RestoreAsync_PriorityAfterTheSwitch_GivesEachItsOwnBack()
    {
        ITrafficSwitch way = Way(TrafficMethod.Priority, "Enabled");
        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);

        await way.RestoreAsync(plan, None);

        Assert.Equal((1, 2), (Priority(West), Priority(North)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RestoreAsync_SwapCutOff_NeverSharesAPriority(int writes)
    {
        ITrafficSwitch way = Way(TrafficMethod.Priority, "Enabled");
        TrafficPlan plan = Stored(await way.PlanAsync(PairSide.Secondary, None));
        Sim.Fail(Patch, FaultKind.Error503, times: null, skip: writes);
        await Assert.ThrowsAsync<TransientException>(() => way.SwitchAsync(plan, None));
        Sim.Azure.Faults.Clear();
        AssertNeverShared(await way.ReadAsync(None), plan.Back);

        await way.RestoreAsync(plan, None);

        Assert.Equal((1, 2), (Priority(West), Priority(North)));
    }

    [Theory]
    [InlineData(FaultKind.TimeoutAfter)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.Error500)]
    [InlineData(FaultKind.Throttle429)]
    public async Task SwitchAsync_EachWriteStruckOnce_EndsAsUndisturbed(FaultKind fault)
    {
        ITrafficSwitch way = Way(TrafficMethod.Priority, "Enabled");
        Sim.Fail(Patch, fault, times: 1);
        Sim.Fail(Patch, fault, times: 1, skip: 1);

        await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal((2, 1), (Priority(West), Priority(North)));
        Assert.Equal(3, Sim.Effects(Patch));
    }

    private static void AssertNeverShared(TrafficState from, IReadOnlyList<TrafficSetting> writes)
    {
        Dictionary<string, int?> priorities = from.Settings.ToDictionary(setting => setting.Resource, Number);
        foreach (TrafficSetting write in writes)
        {
            priorities[write.Resource] = Number(write) ?? priorities[write.Resource];
            Assert.DoesNotContain(3, priorities.Values);
            Assert.Equal(2, priorities.Values.Distinct().Count());
        }

        static int? Number(TrafficSetting setting) => (int?)setting.Fields["properties"]!["priority"];
    }

    private int Priority(string endpoint) => (int)Properties(endpoint)["priority"]!;

    // A third endpoint has the priority that comes to mind as a spare one.
    private ITrafficSwitch Way(TrafficMethod method, string north)
    {
        static JsonObject endpoint(string name, int priority, string status) => new()
        {
            ["name"] = name, ["type"] = "Microsoft.Network/trafficManagerProfiles/externalEndpoints",
            ["properties"] = new JsonObject { ["target"] = $"{name}.example.org", ["priority"] = priority, ["weight"] = 1, ["endpointStatus"] = status },
        };
        Seed(Profile, "{}");
        foreach (JsonObject one in new[] { endpoint("west", 1, "Enabled"), endpoint("north", 2, north), endpoint("sorry", 3, "Enabled") })
        {
            Sim.Azure.Resources.Put(Id($"{Profile}/externalEndpoints/{one["name"]}"), new JsonObject { ["properties"] = one["properties"]!.DeepClone() });
        }

        return Switch(new TrafficPolicy { TrafficManager = [new OriginPair("manager", Id(West), Id(North), method)] });
    }
}
