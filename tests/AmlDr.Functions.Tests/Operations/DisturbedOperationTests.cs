using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Operations;

/// <summary>What becomes of operations when calls fail and regions come and go.</summary>
public class DisturbedOperationTests : IAsyncLifetime
{
    private readonly FailoverWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _world.AddEndpoint("fraud", ("blue", 3));
        _world.AddCluster("cpu", 2, 6);
        _world.AddSchedule("nightly");
        await _world.MirrorAsync(
            new AssetId(KindNames.OnlineDeployment, "fraud", "blue"), new AssetId(KindNames.Compute, "cpu", ""), new AssetId(KindNames.Schedule, "nightly", ""));
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("PATCH", "/deployments/blue", FaultKind.Error503)]
    [InlineData("PATCH", "/computes/cpu", FaultKind.TimeoutAfter)]
    [InlineData("PUT", "/schedules/nightly", FaultKind.ResetAfter)]
    [InlineData("GET", "/onlineEndpoints/fraud", FaultKind.Throttle429)]
    public async Task Step_CallsFailForAWhile_IsTriedAgainByItself(string method, string path, FaultKind kind)
    {
        _world.App.Azure.Faults.Add(Fault(method, path, kind, 2));

        string id = await _world.StartedAsync("unplanned", force: true);
        await _world.WaitAsync(id, "Completed");

        AssertUp();
    }

    [Theory]
    [InlineData("PATCH", "/deployments/blue", "ScaleDeployment:onlineDeployment/fraud/blue")]
    [InlineData("PATCH", "/computes/cpu", "ScaleCompute:compute/cpu")]
    public async Task Step_ServiceCannotDoIt_PausesWithTheRemedyAndGoesOnWhenRetried(string method, string path, string step)
    {
        _world.App.Azure.Faults.Add(Fault(method, path, FaultKind.OperationFailed, 1));

        string id = await _world.StartedAsync("unplanned", force: true);
        JsonNode paused = await _world.WaitAsync(id, "PausedByFailure");

        JsonNode failed = Assert.Single(paused["stages"]!.AsArray().SelectMany(stage => stage!["shown"]!.AsArray()), one => (string?)one!["status"] == "Failed")!;
        Assert.True(step == (string?)failed["id"] && (string?)failed["reason"]!["code"] == "ProvisioningFailed", failed.ToJsonString());
        Assert.Contains("retry the step", (string?)failed["reason"]!["message"], StringComparison.Ordinal);
        Assert.Equal("Done", (string?)paused["stages"]!.AsArray().SelectMany(stage => stage!["shown"]!.AsArray())
            .Single(one => (string?)one!["id"] == "EnableSchedule:schedule/nightly")!["status"]);
        Assert.Equal(HttpStatusCode.Accepted, (await _world.ActAsync(id, "retry")).StatusCode);
        await _world.WaitAsync(id, "Completed");
        AssertUp();
    }

    [Fact]
    public async Task Unplanned_RegionComesBackInTheMiddle_GoesOnAndTheMirrorStaysAway()
    {
        _world.Ways.Names = ["dns"];
        var gate = new TaskCompletionSource();
        _world.Ways.Gate = gate.Task;
        _world.App.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion);
        string id = await _world.StartedAsync("unplanned");
        await _world.WaitStageAsync(id, "Switch");

        _world.App.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        _world.App.AddModel("late");
        await _world.App.MirrorAsync(new AssetId(KindNames.Model, "late", "1"));
        gate.SetResult();
        await _world.WaitAsync(id, "Completed");

        AssertUp();
        Assert.Equal(["dns->Secondary"], _world.Ways.Changes);
        Assert.Null(_world.Secondary("models/late/versions/1"));
        AssetRecord record = (await _world.App.RecordAsync(new AssetId(KindNames.Model, "late", "1")))!;
        Assert.Equal(AssetState.Refused, record.State);
        Assert.StartsWith("RoleChanged", record.Reason!.Message, StringComparison.Ordinal);
        Assert.True(record.NextAttemptAt <= record.UpdatedAt);
    }

    [Fact]
    public async Task Unplanned_PrimaryHangsInsteadOfAnswering_IsNotWaitedFor()
    {
        _world.App.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion, OutageMode.Timeout);
        long before = _world.App.Azure.Calls.LastSequence;

        string id = await _world.StartedAsync("unplanned");
        await _world.WaitAsync(id, "Completed");

        AssertUp();
        Assert.All(
            _world.App.Azure.Calls.Read(new CallQuery { Since = before, Region = WorldTopology.PrimaryRegion }),
            call => Assert.Equal("workspaces:get", call.Operation));
    }

    private static FaultRule Fault(string method, string path, FaultKind kind, int times) => new()
    {
        Service = AzureService.Arm, Region = WorldTopology.SecondaryRegion, Method = method, PathPattern = path, Kinds = [kind], Times = times,
    };

    private void AssertUp()
    {
        Assert.Equal(3, (int?)_world.Secondary("onlineEndpoints/fraud/deployments/blue")!["sku"]!["capacity"]);
        Assert.Equal(100, (int?)_world.Secondary("onlineEndpoints/fraud")!["properties"]!["traffic"]!["blue"]);
        Assert.Equal(2, (int?)_world.Secondary("computes/cpu")!["properties"]!["properties"]!["scaleSettings"]!["minNodeCount"]);
        Assert.True((bool?)_world.Secondary("schedules/nightly")!["properties"]!["isEnabled"]);
    }
}
