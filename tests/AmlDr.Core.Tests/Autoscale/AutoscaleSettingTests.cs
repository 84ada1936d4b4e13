using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Autoscale;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Autoscale;

public class AutoscaleSettingTests
{
    private const string Queue = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ServiceBus/namespaces/n/queues/q";
    private static readonly AssetId Blue = new(KindNames.OnlineDeployment, "credit", "blue");
    private static readonly string Target = AutoscaleSetting.TargetOf(TestPair.Primary.Id, Blue);

    [Fact]
    public void Rewrite_TargetMetricsAndRegions_AreTheSecondarys()
    {
        RewriteResult result = Rewrite(Setting($"{TestPair.PrimaryId}/onlineEndpoints/credit"), Tier.Hot);

        Assert.Empty(result.Findings);
        JsonNode properties = result.Body["properties"]!;
        Assert.Equal(AutoscaleSetting.TargetOf(TestPair.Secondary.Id, Blue), (string?)properties["targetResourceUri"]);
        JsonNode trigger = properties["profiles"]![0]!["rules"]![0]!["metricTrigger"]!;
        Assert.Equal($"{TestPair.SecondaryId}/onlineEndpoints/credit", (string?)trigger["metricResourceUri"]);
        Assert.Equal("northeurope", (string?)trigger["metricResourceLocation"]);
        Assert.Equal("northeurope", (string?)properties["targetResourceLocation"]);
        Assert.Equal("northeurope", (string?)result.Body["location"]);
        Assert.Equal("autoscale-north", (string?)properties["name"]);
        Assert.Equal("2", (string?)properties["profiles"]![0]!["capacity"]!["minimum"]);
        Assert.Equal($"/subscriptions/{TestPair.Subscription}/resourceGroups/rg-west/x/autoscale", (string?)result.Body["tags"]![AutoscaleSetting.SourceTag]);
        Assert.Equal("fraud", (string?)result.Body["tags"]!["team"]);
        Assert.DoesNotContain("id", result.Body);
    }

    [Theory]
    [InlineData(Tier.Hot, true, true)]
    [InlineData(Tier.Hot, false, false)]
    [InlineData(Tier.Warm, true, false)]
    [InlineData(Tier.Cold, true, false)]
    public void Rewrite_Tier_IsOnOnlyForAHotDeploymentWhoseOwnIsOn(Tier tier, bool isOn, bool expected) =>
        Assert.Equal(expected, (bool)Rewrite(Setting(Target, isOn), tier).Body["properties"]!["enabled"]!);

    [Fact]
    public void Rewrite_MetricOfAnotherResource_IsMappedOrRefused()
    {
        Finding finding = Assert.Single(Rewrite(Setting(Queue), Tier.Hot).Findings);
        Assert.Equal(("UnmappedResource", Queue), (finding.Code, finding.Value));

        RewriteResult mapped = Rewrite(
            Setting(Queue), Tier.Hot, new PolicyMaps { AttachedResources = new Dictionary<string, string> { [Queue.ToUpperInvariant()] = "/subscriptions/s/q-north" } });

        Assert.Empty(mapped.Findings);
        Assert.Equal("/subscriptions/s/q-north", (string?)mapped.Body["properties"]!["profiles"]![0]!["rules"]![0]!["metricTrigger"]!["metricResourceUri"]);
    }

    [Fact]
    public void Targets_OtherCaseOrSlash_IsTheSame()
    {
        AssetDocument setting = Setting(Target);

        Assert.True(AutoscaleSetting.Targets(setting, Target.ToUpperInvariant()));
        Assert.False(AutoscaleSetting.Targets(setting, AutoscaleSetting.TargetOf(TestPair.Secondary.Id, Blue)));
        Assert.False(AutoscaleSetting.Targets(new AssetDocument([]), Target));
    }

    [Fact]
    public void NameFor_Taken_IsAnotherTheSameAlwaysAndNeverTooLong()
    {
        Assert.Equal("a", AutoscaleSetting.NameFor("a", Target, isTaken: false));
        string other = AutoscaleSetting.NameFor("a", Target, isTaken: true);
        Assert.NotEqual("a", other);
        Assert.Equal(other, AutoscaleSetting.NameFor("a", Target.ToUpperInvariant(), isTaken: true));
        Assert.Equal(260, AutoscaleSetting.NameFor(new string('a', 260), Target, isTaken: true).Length);
    }

    [Fact]
    public void Capacity_OfAScaledDeployment_IsNotComparedAndStaysAsItStands()
    {
        JsonObject compared = Deployment(3), written = Deployment(3);

        AutoscaledCapacity.Remove(compared);
        AutoscaledCapacity.Keep(written, new AssetDocument(Deployment(5)));

        Assert.Equal("""{"sku":{"name":"Default"}}""", compared.ToJsonString());
        Assert.Equal("""{"sku":{"name":"Default","capacity":5}}""", written.ToJsonString());
    }

    private static JsonObject Deployment(int capacity) => new() { ["sku"] = new JsonObject { ["name"] = "Default", ["capacity"] = capacity } };

    private static RewriteResult Rewrite(AssetDocument setting, Tier tier, PolicyMaps? maps = null) => AutoscaleSetting.Rewrite(
        setting, "autoscale-north", Blue, TestPair.Context with { Policy = new PairPolicy { DefaultTier = tier, Maps = maps ?? new PolicyMaps() } });

    private static AssetDocument Setting(string metric, bool isOn = true) => TestPair.Document($$"""
        {
          "id": "/subscriptions/{{TestPair.Subscription}}/resourceGroups/rg-west/x/autoscale", "name": "autoscale", "location": "westeurope", "tags": { "team": "fraud" },
          "properties": {
            "name": "autoscale", "enabled": {{(isOn ? "true" : "false")}}, "targetResourceUri": "{{Target}}", "targetResourceLocation": "westeurope",
            "profiles": [ {
              "name": "default", "capacity": { "minimum": "2", "maximum": "5", "default": "2" },
              "rules": [ { "metricTrigger": { "metricName": "CpuUtilizationPercentage", "metricResourceUri": "{{metric}}", "metricResourceLocation": "West Europe", "timeGrain": "PT1M" }, "scaleAction": { "direction": "Increase", "type": "ChangeCount", "value": "1", "cooldown": "PT5M" } } ]
            } ],
            "notifications": []
          }
        }
        """);
}
