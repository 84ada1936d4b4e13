using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Planning;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Functions.Tests.Operations;

public class FailoverTests : IAsyncLifetime
{
    private readonly FailoverWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Unplanned_PrimaryDeadBeforeTheRequest_BringsTheSecondaryUp()
    {
        await SeedAsync();
        _world.Ways.Names = ["frontdoor"];
        _world.Policies.Policy = OperationPolicy.Default with
        {
            Verification = [new ScoringSample { Endpoint = "fraud", Request = new JsonObject { ["x"] = 1 }, Contains = "fraud" }],
        };
        Assert.Equal(1, Capacity("fraud", "blue"));
        _world.App.Azure.Regions.TakeDown(_world.App.Azure.World.Primary.Region);
        long before = _world.App.Azure.Calls.LastSequence;

        string id = await _world.StartedAsync("unplanned");
        JsonNode operation = await _world.WaitAsync(id, "Completed");

        Assert.Equal(3, Capacity("fraud", "blue"));
        Assert.Equal(2, Capacity("fraud", "green"));
        Assert.Equal(100, (int?)_world.Secondary("onlineEndpoints/fraud")!["properties"]!["traffic"]!["blue"]);
        Assert.Equal(2, (int?)_world.Secondary("computes/cpu")!["properties"]!["properties"]!["scaleSettings"]!["minNodeCount"]);
        Assert.True((bool?)_world.Secondary("schedules/nightly")!["properties"]!["isEnabled"]);
        Assert.Equal(["frontdoor->Secondary"], _world.Ways.Changes);
        JsonNode state = await _world.PairStateAsync();
        Assert.Equal(("Secondary", "Paused"), ((string?)state["activeSide"], (string?)state["mirrorDirection"]));
        Assert.Null(state["operationId"]);
        Assert.True((bool?)operation["timelineIsWhole"]);
        Assert.NotNull(operation["times"]!["rtoSeconds"]);
        Assert.DoesNotContain(
            _world.App.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm }),
            call => call.Region == _world.App.Azure.World.Primary.Region && !call.Path.EndsWith(_world.App.Azure.World.Primary.Name, StringComparison.OrdinalIgnoreCase));
    }

    private async Task SeedAsync()
    {
        _world.AddEndpoint("fraud", ("blue", 3), ("green", 2));
        _world.AddCluster("cpu", 2, 6);
        _world.AddSchedule("nightly");
        await _world.MirrorAsync(
            new AssetId(KindNames.OnlineDeployment, "fraud", "blue"), new AssetId(KindNames.OnlineDeployment, "fraud", "green"),
            new AssetId(KindNames.Compute, "cpu", ""), new AssetId(KindNames.Schedule, "nightly", ""));
    }

    private int? Capacity(string endpoint, string deployment) =>
        (int?)_world.Secondary($"onlineEndpoints/{endpoint}/deployments/{deployment}")?["sku"]?["capacity"];
}
