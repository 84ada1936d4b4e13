using System.Text.Json.Nodes;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;

namespace AmlDr.Core.Tests.Traffic;

public class TrafficRuleTests
{
    private const string Profile = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/trafficManagerProfiles/p";

    [Theory]
    [InlineData("Enabled", "Disabled", PairSide.Primary)]
    [InlineData("Disabled", "enabled", PairSide.Secondary)]
    [InlineData("Enabled", "Enabled", null)]
    [InlineData("Disabled", "Disabled", null)]
    public void SideOf_Status_IsTheOneThatIsEnabled(string primary, string secondary, PairSide? side) =>
        Assert.Equal(side, Read(TrafficMethod.Status, Origin(primary), Origin(secondary)).Side);

    [Theory]
    [InlineData(1, 2, PairSide.Primary)]
    [InlineData(3, 2, PairSide.Secondary)]
    [InlineData(2, 2, null)]
    [InlineData(null, 2, null)]
    public void SideOf_Priority_IsTheLowerNumber(int? primary, int secondary, PairSide? side) =>
        Assert.Equal(side, Read(TrafficMethod.Priority, Origin("Enabled", primary), Origin("Enabled", secondary)).Side);

    [Fact]
    public void SideOf_PreferredButDisabled_IsTheOther() =>
        Assert.Equal(PairSide.Secondary, Read(TrafficMethod.Priority, Origin("Disabled", 1), Origin("Enabled", 2)).Side);

    [Fact]
    public void Plan_PrioritiesThatTellNothing_BecomeFirstAndSecond()
    {
        var rule = new FrontDoorRule(Pair(TrafficMethod.Priority));
        TrafficPlan plan = rule.Plan(PairSide.Secondary, rule.Read([Origin("Enabled"), Origin("Enabled")]), null);

        Assert.Equal([(int?)2, 1], plan.After().Select(setting => (int?)setting.Fields["properties"]!["priority"]));
        Assert.Null(plan.Back[0].Fields["properties"]!["priority"]);
    }

    [Theory]
    [InlineData(1000, 999)]
    [InlineData(1, 2)]
    public void Plan_TrafficManagerPriorities_SpareOnesAreFreeAndInRange(int primary, int secondary)
    {
        var rule = new TrafficManagerRule(Pair(TrafficMethod.Priority));
        int[] others = [998, 996, 1000, 3];
        JsonObject profile = new()
        {
            ["properties"] = new JsonObject
            {
                ["endpoints"] = new JsonArray([.. others.Append(primary).Append(secondary).Select(one => new JsonObject { ["properties"] = new JsonObject { ["priority"] = one } })]),
            },
        };
        PairSide side = primary < secondary ? PairSide.Secondary : PairSide.Primary;
        TrafficPlan plan = rule.Plan(side, rule.Read([Origin("Enabled", primary), Origin("Enabled", secondary)]), profile);

        int[] written = [.. plan.Forth.Concat(plan.Back).Select(write => (int?)write.Fields["properties"]!["priority"]).OfType<int>()];
        Assert.All(written, one => Assert.InRange(one, 1, 1000));
        Assert.Empty(written.Except([primary, secondary]).Intersect(others));
        Assert.Equal(2, written.Except([primary, secondary]).Count());
    }

    [Fact]
    public void Surroundings_OnlyWherePrioritiesAreSwapped_AreTheProfile()
    {
        Assert.Equal(Profile, new TrafficManagerRule(Pair(TrafficMethod.Priority)).Surroundings);
        Assert.Null(new TrafficManagerRule(Pair(TrafficMethod.Status)).Surroundings);
        Assert.Null(new FrontDoorRule(Pair(TrafficMethod.Priority)).Surroundings);
    }

    private static TrafficState Read(TrafficMethod method, JsonObject primary, JsonObject secondary) =>
        new FrontDoorRule(Pair(method)).Read([primary, secondary]);

    private static OriginPair Pair(TrafficMethod method) => new("x", $"{Profile}/externalEndpoints/west", $"{Profile}/externalEndpoints/north", method);

    private static JsonObject Origin(string status, int? priority = null) => new()
    {
        ["properties"] = new JsonObject { ["enabledState"] = status, ["endpointStatus"] = status, ["priority"] = priority },
    };
}
