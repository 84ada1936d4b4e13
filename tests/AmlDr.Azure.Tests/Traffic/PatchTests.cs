using System.Text.Json.Nodes;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Azure.Tests.Traffic;

public class PatchTests : TrafficTest
{
    // What stands for any resource: a type that the app does not know.
    private const string Alert = "Microsoft.Insights/metricAlerts/router";
    private const string Patch = "metricAlerts:patch";

    [Fact]
    public async Task SwitchAsync_Patch_ChangesItsFieldsAloneAndBack()
    {
        ITrafficSwitch way = Way();
        string before = Properties(Alert).ToJsonString();
        Assert.Equal(PairSide.Primary, (await way.ReadAsync(None)).Side);

        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal("north", (string?)Properties(Alert)["route"]!["to"]);
        Assert.Null(Properties(Alert)["route"]!["sticky"]);
        Assert.Equal("kept", (string?)Properties(Alert)["route"]!["other"]);
        Assert.Equal(["/properties/route/sticky", "/properties/route/to"], plan.Changes.Select(change => change.Field).Order());
        await way.RestoreAsync(plan, None);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before), Properties(Alert)));
    }

    [Theory]
    [InlineData(FaultKind.Error503)]
    [InlineData(FaultKind.TimeoutAfter)]
    [InlineData(FaultKind.TimeoutBefore)]
    public async Task SwitchAsync_WriteStruck_TakesEffectOnce(FaultKind fault)
    {
        ITrafficSwitch way = Way();
        Sim.Fail(Patch, fault);

        await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal(PairSide.Secondary, (await way.ReadAsync(None)).Side);
        Assert.Equal(1, Sim.Effects(Patch));
    }

    [Fact]
    public async Task SwitchAsync_NotAllowed_IsAccessDenied()
    {
        ITrafficSwitch way = Way();
        TrafficPlan plan = await way.PlanAsync(PairSide.Secondary, None);
        Sim.Azure.Access.Enforced = true;

        await Assert.ThrowsAsync<AccessDeniedException>(() => way.SwitchAsync(plan, None));
    }

    private ITrafficSwitch Way()
    {
        Seed(Alert, """{"route":{"to":"west","sticky":true,"other":"kept"},"enabled":true}""");
        return Switch(new TrafficPolicy
        {
            Patches =
            [
                new ResourcePatch(
                    "router", Id(Alert), "2018-03-01", Fields("""{"route":{"to":"west","sticky":true}}"""), Fields("""{"route":{"to":"north","sticky":null}}""")),
            ],
        });
    }

    private static JsonObject Fields(string properties) => new() { ["properties"] = JsonNode.Parse(properties) };
}
