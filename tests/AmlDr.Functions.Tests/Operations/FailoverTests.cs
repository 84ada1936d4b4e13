using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Evidence;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Policies;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Faults;
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
            Verification = [new VerificationSample("fraud", new JsonObject { ["x"] = 1 }, Contains: "fraud")],
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
        await _world.WhenAtRestAsync();
        JsonNode state = await _world.PairStateAsync();
        Assert.Equal(("Secondary", "Paused"), ((string?)state["activeSide"], (string?)state["mirrorDirection"]));
        Assert.Null(state["operationId"]);
        Assert.True((bool?)operation["timelineIsWhole"]);
        Assert.NotNull(operation["times"]!["rtoSeconds"]);
        Assert.DoesNotContain(
            _world.App.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm }),
            call => call.Region == _world.App.Azure.World.Primary.Region && call.Operation != "workspaces:get");
        HttpResponseMessage sweep = await _world.App.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);
        Assert.Equal("mirror-paused", (string?)(await sweep.Content.ReadFromJsonAsync<JsonNode>())!["code"]);
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
        AssertSame(before, Snapshot());
        await _world.WhenAtRestAsync();
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
    public async Task Unplanned_ColdEndpointWhoseAnswerIsLost_StillTellsOfItsNewKeys()
    {
        _world.AddEndpoint("cold", ("blue", 2));
        await _world.MirrorAsync(new AssetId(KindNames.OnlineEndpoint, "cold", ""), new AssetId(KindNames.OnlineDeployment, "cold", "blue"));
        _world.App.Azure.Resources.Remove($"{_world.App.Azure.World.Secondary.ResourceId}/onlineEndpoints/cold");
        await _world.MarkColdAsync(new AssetId(KindNames.OnlineEndpoint, "cold", ""), new AssetId(KindNames.OnlineDeployment, "cold", "blue"));
        _world.App.Azure.Faults.Add(new FaultRule { Kinds = [FaultKind.ResetAfter], Operation = "onlineEndpoints:put", Times = 1 });

        string id = await _world.StartedAsync("unplanned", force: true);
        JsonNode operation = await _world.WaitAsync(id, "CompletedWithExceptions");

        JsonNode exception = Assert.Single(operation["exceptions"]!.AsArray())!;
        Assert.Equal("CreateAsset:onlineEndpoint/cold", (string?)exception["step"]);
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

        AssertSame(before, Snapshot());
        Assert.Equal(["dns->Secondary", "dns->Primary"], _world.Ways.Changes);
        await _world.WhenAtRestAsync();
        EvidenceReport report = EvidenceChain.Read(await _world.App.Api.GetByteArrayAsync($"operations/{id}/report"));
        Assert.True(report.Conditions.Count > 4);
        Assert.All(report.Conditions, condition => Assert.True(condition.MustBeEqual && condition.Before == condition.After, condition.ToString()));
        JsonNode state = await _world.PairStateAsync();
        Assert.Equal(("Primary", "Forward"), ((string?)state["activeSide"], (string?)state["mirrorDirection"]));
        Assert.Null(state["operationId"]);
    }

    [Fact]
    public async Task Pause_WhileActivating_BeginsNothingMoreUntilResumed()
    {
        await SeedAsync();
        _world.Ways.Names = ["dns"];
        _world.App.Azure.LongRunning.Set(new OperationDuration { Operation = "onlineEndpoints/deployments:patch", Milliseconds = 4000 });
        string id = await _world.StartedAsync("unplanned", force: true);
        await _world.WaitStageAsync(id, "Activate");

        Assert.Equal(HttpStatusCode.Accepted, (await _world.ActAsync(id, "pause")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _world.ActAsync(id, "pause")).StatusCode);
        await _world.WhenAtRestAsync();
        JsonNode paused = await _world.OperationAsync(id);
        Assert.Equal("Paused", (string?)paused["state"]);
        Assert.Empty(_world.Ways.Changes);

        Assert.Equal(HttpStatusCode.Accepted, (await _world.ActAsync(id, "resume", "bob")).StatusCode);
        await _world.WaitAsync(id, "Completed");
        Assert.Equal(["dns->Secondary"], _world.Ways.Changes);
        Assert.Equal(3, Capacity("fraud", "blue"));
    }

    [Fact]
    public async Task Unplanned_WhileASweepRuns_StopsItAndGoesOn()
    {
        for (int i = 0; i < 60; i++)
        {
            _world.App.AddModel($"m{i}");
        }

        HttpResponseMessage sweep = await _world.App.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);

        string id = await _world.StartedAsync("unplanned", force: true);
        await _world.WaitAsync(id, "Completed", "CompletedWithExceptions");

        JsonNode ended = (await _world.App.Api.GetFromJsonAsync<JsonNode>(sweep.Headers.Location))!;
        Assert.Contains((string)ended["status"]!, (string[])["Terminated", "Completed"]);
        await _world.WhenAtRestAsync();
    }

    [Fact]
    public async Task Plan_PrimaryDead_IsMadeWithoutACallToIt()
    {
        await SeedAsync();
        _world.App.Azure.Regions.TakeDown(_world.App.Azure.World.Primary.Region);
        long before = _world.App.Azure.Calls.LastSequence;

        JsonNode answer = (await _world.App.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}/plan?mode=unplanned"))!;

        JsonNode activate = answer["plan"]!["stages"]!.AsArray().Single(stage => (string?)stage!["stage"] == "Activate")!;
        Assert.Equal(
            ["ScaleCompute:compute/cpu", "ScaleDeployment:onlineDeployment/fraud/blue", "ScaleDeployment:onlineDeployment/fraud/green",
                "EnableSchedule:schedule/nightly", "SetTraffic:onlineEndpoint/fraud"],
            activate["steps"]!.AsArray().Select(step => (string)step!["id"]!));
        Assert.StartsWith($"POST /api/pairs/{RunningApp.Pair}/failovers", (string?)answer["start"], StringComparison.Ordinal);
        Assert.DoesNotContain(
            _world.App.Azure.Calls.Read(new CallQuery { Since = before }), call => call.Region == _world.App.Azure.World.Primary.Region);
        Assert.Equal(HttpStatusCode.BadRequest, (await _world.App.Api.GetAsync($"pairs/{RunningApp.Pair}/plan?mode=sideways")).StatusCode);
    }

    [Fact]
    public async Task Approve_Asked_WaitsAndTakesTheFirstWordOnly()
    {
        _world.Policies.Policy = OperationPolicy.Default with { Approvals = [OperationMode.Unplanned], NeedsOtherPerson = true };
        string id = await _world.StartedAsync("unplanned", force: true);
        await _world.WaitAsync(id, "WaitingForApproval");

        HttpResponseMessage own = await _world.ActAsync(id, "approve", "Ann");
        HttpResponseMessage first = await _world.ActAsync(id, "approve", "bob", key: "k1");
        HttpResponseMessage again = await _world.ActAsync(id, "approve", "bob", key: "k1");
        HttpResponseMessage second = await _world.ActAsync(id, "approve", "eve");

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Conflict], [first.StatusCode, again.StatusCode, second.StatusCode]);
        Assert.Equal("other-person-needed", (string?)(await own.Content.ReadFromJsonAsync<JsonNode>())!["code"]);
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

    private static void AssertSame(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before, entry => Assert.Equal(entry.Value, after[entry.Key]));
    }

    // The service's own time stamps move with every write; nothing can put them back.
    private Dictionary<string, string> Snapshot()
    {
        return _world.App.Azure.Resources.Snapshot(_world.App.Azure.World.Secondary.ResourceId).ToDictionary(resource => resource.Id, resource =>
        {
            JsonObject document = resource.Document.DeepClone().AsObject();
            document.Remove("systemData");
            (document["properties"] as JsonObject)?.Remove("modifiedOn");
            (document["properties"]?["properties"] as JsonObject)?.Remove("allocationStateTransitionTime");
            (document["properties"]?["properties"] as JsonObject)?.Remove("AzureAsyncOperationUri");
            return document.ToJsonString();
        });
    }

    private static IEnumerable<string> Done(JsonNode operation, string stage) => operation["stages"]!.AsArray()
        .Single(one => (string?)one!["stage"] == stage)!["shown"]!.AsArray().Where(step => (string?)step!["status"] == "Done").Select(step => (string)step!["id"]!);

    [Theory]
    [InlineData("drill", 4)]
    [InlineData("unplanned", 3)]
    public async Task Operation_KilledAgainAndAgain_EndsAsAnUndisturbedRun(string mode, int writesBetween)
    {
        await SeedAsync();
        _world.Ways.Names = ["dns"];
        Dictionary<string, string> before = Snapshot();
        string id = await _world.StartedAsync(mode, force: true);

        (JsonNode operation, int kills) = await _world.KillUntilEndAsync(id, writesBetween);
        await _world.WhenAtRestAsync();

        Assert.True(kills >= 3, $"The app was killed {kills} times.");
        Assert.Equal("Completed", (string?)operation["state"]);
        Assert.True((bool?)operation["timelineIsWhole"]);
        Assert.Equal(
            ["Request", "Begin", .. Enumerable.Repeat("Advance", OperationStages.Of(mode == "drill" ? OperationMode.Drill : OperationMode.Unplanned).Count - 1), "Complete"],
            operation["timeline"]!.AsArray().Select(entry => (string)entry!["action"]!));
        int scalings = mode == "drill" ? 2 : 1;
        foreach (string deployment in (string[])["blue", "green"])
        {
            Assert.Equal(scalings, _world.App.Azure.Calls.Read(new CallQuery { Effect = true, PathContains = $"deployments/{deployment}" })
                .Count(call => call.Method == "PATCH"));
        }

        if (mode == "drill")
        {
            AssertSame(before, Snapshot());
        }
        else
        {
            Assert.Equal(["dns->Secondary"], _world.Ways.Changes);
            Assert.Equal(3, Capacity("fraud", "blue"));
        }
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
