using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Moves;
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
            call => call.Region == _world.App.Azure.World.Primary.Region && call.Operation != "workspaces:get");
        Assert.Equal("secondary", (string?)(await _world.App.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}"))!["active"]);
    }

    [Fact]
    public async Task Drill_WithColdAndWarmAssets_LeavesTheSecondaryAsItWas()
    {
        await SeedAsync();
        Dictionary<string, string> before = Snapshot();

        string id = await _world.StartedAsync("drill");
        JsonNode operation = await _world.WaitAsync(id, "Completed", "CompletedWithExceptions");

        Assert.Contains("ScaleDeployment:onlineDeployment/fraud/blue", Done(operation, "Activate"));
        Assert.Contains("VerifyEndpoint:onlineEndpoint/fraud", Done(operation, "Verify"));
        Assert.Equal(before, Snapshot());
        JsonNode state = await _world.PairStateAsync();
        Assert.Equal(("Primary", "Forward", 3), ((string?)state["activeSide"], (string?)state["mirrorDirection"], (int)state["generation"]!));
        Assert.Null(state["operationId"]);
    }

    [Fact]
    public async Task Unplanned_ColdEndpoint_IsMadeFromTheCatalogWithThePrimaryDead()
    {
        _world.AddEndpoint("cold", ("blue", 2));
        await _world.MirrorAsync(new AssetId(KindNames.OnlineEndpoint, "cold", ""), new AssetId(KindNames.OnlineDeployment, "cold", "blue"));
        _world.App.Azure.Resources.Remove($"{_world.App.Azure.World.Secondary.ResourceId}/onlineEndpoints/cold");
        await _world.MarkColdAsync(new AssetId(KindNames.OnlineEndpoint, "cold", ""), new AssetId(KindNames.OnlineDeployment, "cold", "blue"));
        _world.App.Azure.Regions.TakeDown(_world.App.Azure.World.Primary.Region);

        string id = await _world.StartedAsync("unplanned");
        JsonNode operation = await _world.WaitAsync(id, "CompletedWithExceptions");

        Assert.Equal(2, Capacity("cold", "blue"));
        Assert.Equal(100, (int?)_world.Secondary("onlineEndpoints/cold")!["properties"]!["traffic"]!["blue"]);
        JsonNode exception = Assert.Single(operation["exceptions"]!.AsArray())!;
        Assert.Equal("CreateAsset:onlineEndpoint/cold", (string?)exception["step"]);
        Assert.Contains("new keys", (string?)exception["reason"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_Fails_PausesWithTheRemedyAndGoesOnWhenRetried()
    {
        _world.Ways.Names = ["dns"];
        _world.Ways.Failures = 1;
        string id = await _world.StartedAsync("unplanned", force: true);

        JsonNode paused = await _world.WaitAsync(id, "PausedByFailure");

        JsonNode failed = paused["stages"]!.AsArray().Single(stage => (string?)stage!["stage"] == "Switch")!["shown"]![0]!;
        Assert.Equal(("SwitchTraffic:dns", "Failed", "AccessDenied"), ((string?)failed["id"], (string?)failed["status"], (string?)failed["reason"]!["code"]));
        Assert.Contains("retry", (string?)paused["remedy"], StringComparison.Ordinal);
        Assert.Contains(paused["next"]!.AsArray(), next => ((string)next!).StartsWith($"POST /api/operations/{id}/retry", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Accepted, (await _world.ActAsync(id, "retry")).StatusCode);
        JsonNode done = await _world.WaitAsync(id, "Completed");
        Assert.Equal(["dns->Secondary"], _world.Ways.Changes);
        Assert.Equal(["ann"], done["timeline"]!.AsArray().Where(entry => (string?)entry!["action"] == "Retry").Select(entry => (string)entry!["actor"]!));
    }

    [Fact]
    public async Task Switch_FailsAndIsSkipped_EndsWithTheExceptionNamed()
    {
        _world.Ways.Names = ["dns", "pointer"];
        _world.Ways.Failures = 1;
        string id = await _world.StartedAsync("unplanned", force: true);
        JsonNode paused = await _world.WaitAsync(id, "PausedByFailure");
        string step = (string)paused["stages"]!.AsArray().SelectMany(stage => stage!["shown"]!.AsArray()).Single(one => (string?)one!["status"] == "Failed")!["id"]!;

        Assert.Equal(HttpStatusCode.BadRequest, (await _world.ActAsync(id, "skip", steps: "SwitchTraffic:none")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _world.ActAsync(id, "skip", steps: step)).StatusCode);
        JsonNode done = await _world.WaitAsync(id, "CompletedWithExceptions");

        JsonNode exception = Assert.Single(done["exceptions"]!.AsArray())!;
        Assert.Equal((step, "SkippedByStaff"), ((string?)exception["step"], (string?)exception["reason"]!["code"]));
        Assert.Single(_world.Ways.Changes);
    }

    [Fact]
    public async Task Cancel_WhileSwitching_UndoesEverythingInReverse()
    {
        await SeedAsync();
        Dictionary<string, string> before = Snapshot();
        _world.Ways.Names = ["dns"];
        var gate = new TaskCompletionSource();
        _world.Ways.Gate = gate.Task;
        string id = await _world.StartedAsync("unplanned", force: true);
        await _world.WaitStageAsync(id, "Switch");

        Assert.Equal(HttpStatusCode.Accepted, (await _world.ActAsync(id, "cancel")).StatusCode);
        gate.SetResult();
        await _world.WaitAsync(id, "Cancelled");

        Assert.Equal(before, Snapshot());
        Assert.Equal(["dns->Secondary", "dns->Primary"], _world.Ways.Changes);
        JsonNode state = await _world.PairStateAsync();
        Assert.Equal(("Primary", "Forward"), ((string?)state["activeSide"], (string?)state["mirrorDirection"]));
        Assert.Null(state["operationId"]);
    }

    [Fact]
    public async Task Approve_Asked_WaitsAndTakesTheFirstWordOnly()
    {
        _world.Policies.Policy = OperationPolicy.Default with { Approvals = [OperationMode.Unplanned] };
        string id = await _world.StartedAsync("unplanned", force: true);
        await _world.WaitAsync(id, "WaitingForApproval");

        HttpResponseMessage first = await _world.ActAsync(id, "approve", "bob", key: "k1");
        HttpResponseMessage again = await _world.ActAsync(id, "approve", "bob", key: "k1");
        HttpResponseMessage second = await _world.ActAsync(id, "approve", "eve");

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Conflict], [first.StatusCode, again.StatusCode, second.StatusCode]);
        JsonNode problem = (await second.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal("illegal-move", (string?)problem["code"]);
        Assert.Contains("bob", (string?)problem["detail"], StringComparison.Ordinal);
        JsonNode done = await _world.WaitAsync(id, "Completed");
        Assert.Single(done["timeline"]!.AsArray(), entry => (string?)entry!["action"] == "Approve");
    }

    [Fact]
    public async Task Reject_Asked_EndsWithNothingChangedAndThePairFree()
    {
        _world.Policies.Policy = OperationPolicy.Default with { Approvals = [OperationMode.Drill] };
        string id = await _world.StartedAsync("drill");
        await _world.WaitAsync(id, "WaitingForApproval");

        await _world.ActAsync(id, "reject", "bob");
        await _world.WaitAsync(id, "Rejected");
        await _world.WhenAtRestAsync();

        JsonNode state = await _world.PairStateAsync();
        Assert.Equal(("Forward", 1), ((string?)state["mirrorDirection"], (int)state["generation"]!));
        Assert.Null(state["operationId"]);
    }

    [Fact]
    public async Task Start_TwoAtOnce_OneRunsAndTheOtherIsToldWhich()
    {
        _world.Policies.Policy = OperationPolicy.Default with { Approvals = [OperationMode.Unplanned, OperationMode.Drill] };

        HttpResponseMessage[] answers = await Task.WhenAll(_world.StartAsync("unplanned", force: true), _world.StartAsync("drill"));

        HttpResponseMessage accepted = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        HttpResponseMessage refused = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
        string id = (string)(await accepted.Content.ReadFromJsonAsync<JsonNode>())!["operationId"]!;
        JsonNode problem = (await refused.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(("operation-under-way", $"GET /api/operations/{id}"), ((string?)problem["code"], (string?)problem["next"]));
        await _world.WaitAsync(id, "WaitingForApproval");
        await _world.ActAsync(id, "reject");
        await _world.WaitAsync(id, "Rejected");
    }

    [Fact]
    public async Task Start_SameKeyTwice_IsOneOperation()
    {
        HttpResponseMessage first = await _world.StartAsync("drill", key: "night");
        HttpResponseMessage second = await _world.StartAsync("drill", key: "night");
        HttpResponseMessage other = await _world.StartAsync("unplanned", force: true, key: "night");

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        await _world.WaitAsync(first.Headers.Location!.ToString().Split('/')[^1], "Completed");
    }

    [Theory]
    [InlineData("unplanned", "other-pair", HttpStatusCode.BadRequest, "not-confirmed")]
    [InlineData("unplanned", RunningApp.Pair, HttpStatusCode.Conflict, "primary-is-healthy")]
    [InlineData("failback", RunningApp.Pair, HttpStatusCode.Conflict, "primary-serves")]
    [InlineData("sideways", RunningApp.Pair, HttpStatusCode.BadRequest, "bad-request")]
    public async Task Start_NotAllowed_SaysWhyAndWhatToSendNext(string mode, string confirm, HttpStatusCode status, string code)
    {
        HttpResponseMessage answer = await _world.StartAsync(mode, confirm: confirm);

        Assert.Equal(status, answer.StatusCode);
        JsonNode problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.NotEqual("", (string)problem["next"]!);
        Assert.Null((await _world.PairStateAsync())["operationId"]);
    }

    private Dictionary<string, string> Snapshot()
    {
        return _world.App.Azure.Resources.Snapshot(_world.App.Azure.World.Secondary.ResourceId).ToDictionary(resource => resource.Id, resource =>
        {
            JsonObject document = resource.Document.DeepClone().AsObject();
            document.Remove("systemData");
            (document["properties"] as JsonObject)?.Remove("modifiedOn");
            (document["properties"]?["properties"] as JsonObject)?.Remove("AzureAsyncOperationUri");
            return document.ToJsonString();
        });
    }

    private static IEnumerable<string> Done(JsonNode operation, string stage) => operation["stages"]!.AsArray()
        .Single(one => (string?)one!["stage"] == stage)!["shown"]!.AsArray().Where(step => (string?)step!["status"] == "Done").Select(step => (string)step!["id"]!);

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
