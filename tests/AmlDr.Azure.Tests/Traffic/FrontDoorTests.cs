using System.Text.Json.Nodes;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Azure.Tests.Traffic;

public class FrontDoorTests : TrafficTest
{
    private const string Group = "Microsoft.Cdn/profiles/door/originGroups/scoring";
    private const string West = Group + "/origins/west";
    private const string North = Group + "/origins/north";
    private const string Patch = "profiles/originGroups/origins:patch";

    [Fact]
    public async Task SwitchAsync_Status_EnablesTheOneBeforeItDisablesTheOther()
    {
        ITrafficSwitch way = Way(TrafficMethod.Status);
        Assert.Equal(PairSide.Primary, (await way.ReadAsync(None)).Side);

        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal(["\"Enabled\"", "\"Disabled\""], plan.Changes.OrderByDescending(change => change.To).Select(change => change.To));
        Assert.Equal("Disabled", State(West));
        Assert.Equal("Enabled", State(North));
        Assert.Equal(PairSide.Secondary, (await way.ReadAsync(None)).Side);
        Assert.Equal([Id(North), Id(West)], Sim.Calls(Patch).Select(call => call.Path.Split('?')[0]));
        Assert.Equal("west.example.org", (string?)Properties(West)["hostName"]);
    }

    [Fact]
    public async Task SwitchAsync_Again_WritesNothing()
    {
        ITrafficSwitch way = Way(TrafficMethod.Status);
        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);
        long since = Sim.Azure.Calls.LastSequence;

        TrafficState state = await way.SwitchAsync(plan, None);

        Assert.Equal(PairSide.Secondary, state.Side);
        Assert.Empty(Sim.Calls(Patch, since: since));
    }

    [Fact]
    public async Task PlanAsync_SideThatServesAlready_HasNothingToDo()
    {
        TrafficPlan plan = await Way(TrafficMethod.Status).PlanAsync(PairSide.Primary, None);

        Assert.Empty(plan.Forth);
        Assert.Empty(plan.Back);
        Assert.Empty(plan.Changes);
        Assert.Empty(Sim.Calls(Patch));
    }

    [Theory]
    [InlineData(TrafficMethod.Status)]
    [InlineData(TrafficMethod.Priority)]
    [InlineData(TrafficMethod.Weight)]
    public async Task RestoreAsync_AfterTheSwitch_LeavesTheDocumentsAsTheyWere(TrafficMethod method)
    {
        ITrafficSwitch way = Way(method);
        string before = Show();
        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);
        Assert.NotEqual(before, Show());
        Assert.Equal(PairSide.Secondary, (await way.ReadAsync(None)).Side);

        await way.RestoreAsync(plan, None);

        Assert.Equal(before, Show());
    }

    [Fact]
    public async Task SwitchAsync_Priority_SwapsThem()
    {
        await SwitchAsync(Way(TrafficMethod.Priority), PairSide.Secondary);

        Assert.Equal(2, (int)Properties(West)["priority"]!);
        Assert.Equal(1, (int)Properties(North)["priority"]!);
        Assert.Equal("Enabled", State(West));
    }

    [Fact]
    public async Task SwitchAsync_PriorityOfADisabledOrigin_EnablesIt()
    {
        ITrafficSwitch way = Way(TrafficMethod.Priority);
        Sim.Azure.Resources.Put(Id(North), Origin("north", 2, "Disabled"));

        await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal("Enabled", State(North));
        Assert.Equal(1, (int)Properties(North)["priority"]!);
    }

    [Theory]
    [InlineData(FaultKind.Throttle429, 1)]
    [InlineData(FaultKind.Error500, 2)]
    [InlineData(FaultKind.Error503, 2)]
    [InlineData(FaultKind.Reset, 2)]
    [InlineData(FaultKind.TimeoutBefore, 2)]
    [InlineData(FaultKind.TimeoutAfter, 2)]
    [InlineData(FaultKind.ResetAfter, 2)]
    public async Task SwitchAsync_WriteStruck_GoesOnWhereItWas(FaultKind fault, int attempts)
    {
        ITrafficSwitch way = Way(TrafficMethod.Status);
        Sim.Fail(Patch, fault, skip: 1);

        (_, int made) = await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal(attempts, made);
        Assert.Equal(PairSide.Secondary, (await way.ReadAsync(None)).Side);
        Assert.Equal(2, Sim.Effects(Patch));
    }

    [Fact]
    public async Task RestoreAsync_SwitchCutOffInTheMiddle_LeavesTheDocumentsAsTheyWere()
    {
        ITrafficSwitch way = Way(TrafficMethod.Priority);
        string before = Show();
        TrafficPlan plan = Stored(await way.PlanAsync(PairSide.Secondary, None));
        Sim.Fail(Patch, FaultKind.Error500, times: null, skip: 1);
        await Assert.ThrowsAsync<TransientException>(() => way.SwitchAsync(plan, None));
        Sim.Azure.Faults.Clear();

        await way.RestoreAsync(plan, None);

        Assert.Equal(before, Show());
    }

    [Fact]
    public async Task SwitchAsync_OperationFails_IsSaidAndDoneAgain()
    {
        ITrafficSwitch way = Way(TrafficMethod.Status);
        TrafficPlan plan = await way.PlanAsync(PairSide.Secondary, None);
        Sim.Fail(Patch, FaultKind.OperationFailed);

        ProvisioningFailedException failure = await Assert.ThrowsAsync<ProvisioningFailedException>(() => way.SwitchAsync(plan, None));
        TrafficState state = await way.SwitchAsync(plan, None);

        Assert.Contains("north", failure.Message, StringComparison.Ordinal);
        Assert.Equal(PairSide.Secondary, state.Side);
        Assert.Equal("Succeeded", (string?)Properties(North)["provisioningState"]);
    }

    [Fact]
    public async Task SwitchAsync_ServiceTakesTooLong_IsTransientAndGoesOnLater()
    {
        ITrafficSwitch way = Way(TrafficMethod.Status);
        Sim.Azure.LongRunning.Set(new OperationDuration { Operation = Patch, Milliseconds = 86_400_000 });
        TrafficPlan plan = await way.PlanAsync(PairSide.Secondary, None);

        await Assert.ThrowsAsync<TransientException>(() => way.SwitchAsync(plan, None));
        await Assert.ThrowsAsync<TransientException>(() => way.SwitchAsync(plan, None));
        Assert.Single(Sim.Calls(Patch));
    }

    [Fact]
    public async Task SwitchAsync_SomebodyElseChangedIt_IsConflictAndLeftAlone()
    {
        ITrafficSwitch way = Way(TrafficMethod.Weight);
        TrafficPlan plan = await way.PlanAsync(PairSide.Secondary, None);
        Sim.Azure.Resources.Put(Id(North), Origin("north", 2, "Enabled", weight: 77));

        ConflictException conflict = await Assert.ThrowsAsync<ConflictException>(() => way.SwitchAsync(plan, None));

        Assert.Contains("/properties/weight", conflict.Message, StringComparison.Ordinal);
        Assert.Contains("77", conflict.Message, StringComparison.Ordinal);
        Assert.Empty(Sim.Calls(Patch));
    }

    [Fact]
    public async Task PlanAsync_OriginThatIsNotThere_NamesIt()
    {
        ITrafficSwitch way = Way(TrafficMethod.Status);
        Sim.Azure.Resources.Remove(Id(North));

        NotFoundException missing = await Assert.ThrowsAsync<NotFoundException>(() => way.PlanAsync(PairSide.Secondary, None));

        Assert.Contains("origins/north", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SwitchAsync_PlanOfOtherOrigins_IsRefused()
    {
        TrafficPlan plan = await Way(TrafficMethod.Status).PlanAsync(PairSide.Secondary, None);
        ITrafficSwitch other = Switch(new TrafficPolicy { FrontDoor = [new OriginPair("door", Id(North), Id(West))] });

        await Assert.ThrowsAsync<RefusedException>(() => other.SwitchAsync(plan, None));
    }

    private ITrafficSwitch Way(TrafficMethod method)
    {
        Seed("Microsoft.Cdn/profiles/door", "{}");
        Seed(Group, "{}");
        Sim.Azure.Resources.Put(Id(West), Origin("west", 1, "Enabled"));
        Sim.Azure.Resources.Put(Id(North), Origin("north", 2, method == TrafficMethod.Status ? "Disabled" : "Enabled"));
        return Switch(new TrafficPolicy { FrontDoor = [new OriginPair("door", Id(West), Id(North), method)] });
    }

    private string Show() => Properties(West).ToJsonString() + Properties(North).ToJsonString();

    private string? State(string origin) => (string?)Properties(origin)["enabledState"];

    private static JsonObject Origin(string name, int priority, string state, int weight = 500) => new()
    {
        ["properties"] = new JsonObject
        {
            ["hostName"] = $"{name}.example.org", ["priority"] = priority, ["weight"] = weight, ["enabledState"] = state,
        },
    };
}
