using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Operations;

public class FailbackTests
{
    [Fact]
    public async Task Failback_AfterTheRegionIsBack_BringsBackWhatWasRegisteredMeanwhileAndProtectsAgain()
    {
        await using FailoverWorld world = await SeededAsync();
        await FailOverAsync(world);
        SimulatedWorkspace secondary = world.App.Azure.World.Secondary;
        world.App.AddModel("late", "1", workspace: secondary);
        world.AddEndpoint(secondary, "new", ("blue", 2));
        Assert.Equal("primary-is-down", (string?)(await (await world.StartAsync("failback")).Content.ReadFromJsonAsync<JsonNode>())!["code"]);
        world.App.Azure.Regions.Restore(WorldTopology.PrimaryRegion);

        string id = await world.StartedAsync("failback");
        JsonNode operation = await world.WaitAsync(id, "Completed", "CompletedWithExceptions");

        Assert.Equal("[]", operation["exceptions"]!.ToJsonString());
        Assert.NotNull(world.Primary("models/late/versions/1"));
        Assert.Equal(
            "model late 1",
            System.Text.Encoding.UTF8.GetString(world.App.Azure.Blobs.Read(world.App.Azure.World.Primary.Account, world.App.Azure.World.Primary.BlobContainer, "models/late/1/model.pkl")!.ToArray()));
        Assert.Equal(100, (int?)world.Primary("onlineEndpoints/new")!["properties"]!["traffic"]!["blue"]);
        Assert.Equal(2, (int?)world.Primary("onlineEndpoints/new/deployments/blue")!["sku"]!["capacity"]);
        Assert.Equal(3, (int?)world.Primary("onlineEndpoints/fraud/deployments/blue")!["sku"]!["capacity"]);
        Assert.Equal(2, (int?)world.Primary("computes/cpu")!["properties"]!["properties"]!["scaleSettings"]!["minNodeCount"]);
        Assert.True((bool?)world.Primary("schedules/nightly")!["properties"]!["isEnabled"]);
        Assert.Equal(["frontdoor->Secondary", "frontdoor->Primary"], world.Ways.Changes);
        await world.WhenSweptAsync();
        JsonNode state = await world.PairStateAsync();
        Assert.Equal(("Primary", "Forward"), ((string?)state["activeSide"], (string?)state["mirrorDirection"]));
        Assert.Null(state["operationId"]);
        Assert.False((bool?)world.Secondary("schedules/nightly")!["properties"]!["isEnabled"]);
        Assert.Equal(1, (int?)world.Secondary("onlineEndpoints/fraud/deployments/blue")!["sku"]!["capacity"]);
        Assert.Equal(0, (int?)world.Secondary("computes/cpu")!["properties"]!["properties"]!["scaleSettings"]!["minNodeCount"]);
        Assert.Equal("primary", (string?)(await world.App.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}"))!["active"]);
        Assert.Equal("primary-serves", (string?)(await (await world.StartAsync("failback")).Content.ReadFromJsonAsync<JsonNode>())!["code"]);
    }

    [Theory]
    [InlineData("report", "FailbackConflict", "of the primary", "of the secondary")]
    [InlineData("preferSecondary", "FailbackTookSecondary", "of the secondary", "of the secondary")]
    [InlineData("preferPrimary", "FailbackKeptPrimary", "of the primary", "of the primary")]
    public async Task Failback_SameVersionChangedOnBothSides_IsReportedAndDecidedByThePolicy(string rule, string code, string inPrimary, string inSecondary)
    {
        await using FailoverWorld world = await SeededAsync(new JsonObject { ["failover"] = new JsonObject { ["failbackConflicts"] = rule } });
        await FailOverAsync(world);
        world.App.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        world.App.AddModel("m", change: model => model["description"] = "of the secondary", workspace: world.App.Azure.World.Secondary);
        world.App.AddModel("m", change: model => model["description"] = "of the primary");

        string id = await world.StartedAsync("failback");
        JsonNode operation = await world.WaitAsync(id, "CompletedWithExceptions");
        await world.WhenSweptAsync();

        JsonNode exception = Assert.Single(operation["exceptions"]!.AsArray())!;
        Assert.Equal(("model m:1", code), ((string?)exception["about"], (string?)exception["reason"]!["code"]));
        Assert.Contains("properties.description", (string?)exception["reason"]!["message"], StringComparison.Ordinal);
        Assert.Equal(inPrimary, (string?)world.Primary("models/m/versions/1")!["properties"]!["description"]);
        Assert.Equal(inSecondary, (string?)world.Secondary("models/m/versions/1")!["properties"]!["description"]);

        await world.App.SweepAsync(new JsonObject { ["retryFailed"] = true });
        Assert.Equal(inSecondary, (string?)world.Secondary("models/m/versions/1")!["properties"]!["description"]);
    }

    [Fact]
    public async Task Failback_VersionsRegisteredOnBothSidesWithOtherFiles_AreBothLeftAsTheyAre()
    {
        await using FailoverWorld world = await SeededAsync(new JsonObject { ["failover"] = new JsonObject { ["failbackConflicts"] = "preferSecondary" } });
        await FailOverAsync(world);
        world.App.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        world.App.AddModel("twice", workspace: world.App.Azure.World.Secondary);
        world.App.AddModel("twice");
        SimulatedWorkspace primary = world.App.Azure.World.Primary;
        world.App.Azure.Blobs.Put(primary.Account, primary.BlobContainer, "models/twice/1/model.pkl", BlobContent.FromBytes("another"u8.ToArray()));

        string id = await world.StartedAsync("failback");
        JsonNode operation = await world.WaitAsync(id, "CompletedWithExceptions");

        Assert.Equal("FailbackConflict", (string?)Assert.Single(operation["exceptions"]!.AsArray())!["reason"]!["code"]);
        Assert.Equal("another"u8.ToArray(), world.App.Azure.Blobs.Read(primary.Account, primary.BlobContainer, "models/twice/1/model.pkl")!.ToArray());
    }

    [Fact]
    public async Task Failback_NotebookWrittenOnBothSides_PausesAndOverwritesNeither()
    {
        await using FailoverWorld world = await SeededAsync();
        await FailOverAsync(world);
        world.App.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        (string primary, string secondary) = (world.App.Azure.World.Primary.Account, world.App.Azure.World.Secondary.Account);
        Put(secondary, "new.ipynb", "made in the secondary");
        Put(secondary, "both.ipynb", "of the secondary");
        Put(primary, "both.ipynb", "primary");

        string id = await world.StartedAsync("failback");
        JsonNode paused = await world.WaitAsync(id, "PausedByFailure");

        JsonNode failed = Assert.Single(Steps(paused), step => (string?)step["status"] == "Failed");
        Assert.Equal("BringBack", (string?)failed["id"]);
        Assert.Contains("both.ipynb", (string?)failed["reason"]!["message"], StringComparison.Ordinal);
        Assert.Equal(("made in the secondary", "primary", "of the secondary"), (Read(primary, "new.ipynb"), Read(primary, "both.ipynb"), Read(secondary, "both.ipynb")));

        await world.ActAsync(id, "skip", steps: "BringBack");
        JsonNode operation = await world.WaitAsync(id, "CompletedWithExceptions");
        Assert.Contains(operation["exceptions"]!.AsArray(), exception => (string?)exception!["step"] == "BringBack");

        void Put(string account, string path, string text) =>
            world.App.Azure.Files.Put(account, RunningApp.NotebookShare, path, BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)));

        string Read(string account, string path) =>
            System.Text.Encoding.UTF8.GetString(world.App.Azure.Files.Read(account, RunningApp.NotebookShare, path)!.ToArray());
    }

    [Fact]
    public async Task Failback_NothingChanged_BringsBackNothingAndReportsNothing()
    {
        await using FailoverWorld world = await SeededAsync();
        await FailOverAsync(world, "planned");
        Assert.False((bool?)world.Primary("schedules/nightly")!["properties"]!["isEnabled"]);

        string id = await world.StartedAsync("failback");
        JsonNode operation = await world.WaitAsync(id, "Completed");

        JsonNode brought = Steps(operation).Single(step => (string?)step["id"] == "BringBack");
        Assert.StartsWith("Brought back 0,", (string?)brought["detail"], StringComparison.Ordinal);
        Assert.True((bool?)world.Primary("schedules/nightly")!["properties"]!["isEnabled"]);
    }

    [Fact]
    public async Task Failback_CancelledWhileSwitching_LeavesTheSecondaryServing()
    {
        await using FailoverWorld world = await SeededAsync();
        await FailOverAsync(world);
        world.App.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        var gate = new TaskCompletionSource();
        world.Ways.Gate = gate.Task;
        string id = await world.StartedAsync("failback");
        await world.WaitStageAsync(id, "Switch");

        Assert.Equal(HttpStatusCode.Accepted, (await world.ActAsync(id, "cancel")).StatusCode);
        gate.SetResult();
        await world.WaitAsync(id, "Cancelled");
        await world.WhenAtRestAsync();

        JsonNode state = await world.PairStateAsync();
        Assert.Equal(("Secondary", "Paused"), ((string?)state["activeSide"], (string?)state["mirrorDirection"]));
        Assert.NotNull(state["divergedAt"]);
        Assert.True((bool?)world.Secondary("schedules/nightly")!["properties"]!["isEnabled"]);
        Assert.Equal("frontdoor->Secondary", world.Ways.Changes[^1]);
    }

    [Fact]
    public async Task Plan_SecondaryDoesNotAnswer_GoesByTheCatalogAndSaysSo()
    {
        await using FailoverWorld world = await SeededAsync();
        await FailOverAsync(world);
        world.App.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        world.App.Azure.Faults.Add(new FaultRule { Service = AzureService.Arm, Region = WorldTopology.SecondaryRegion, Kinds = [FaultKind.Error503] });

        JsonNode plan = (await world.App.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}/plan?mode=failback"))!["plan"]!;
        Assert.Contains(plan["warnings"]!.AsArray(), warning => ((string)warning!).StartsWith("The secondary could not be looked at", StringComparison.Ordinal));
        Assert.Equal(
            "BringBack", (string?)plan["stages"]!.AsArray().Single(stage => (string?)stage!["stage"] == "FinalSync")!["steps"]!.AsArray()[^2]!["id"]);
        Assert.Equal(
            ["VerifyEndpoint:onlineEndpoint/fraud"],
            plan["stages"]!.AsArray().Single(stage => (string?)stage!["stage"] == "Verify")!["steps"]!.AsArray().Select(step => (string)step!["id"]!));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    public async Task Failback_KilledAgainAndAgain_EndsAsAnUndisturbedRun(int writesBetween)
    {
        await using FailoverWorld world = await SeededAsync();
        await FailOverAsync(world);
        world.App.AddModel("late", "1", workspace: world.App.Azure.World.Secondary);
        world.App.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        string id = await world.StartedAsync("failback");

        (JsonNode operation, int kills) = await world.KillUntilEndAsync(id, writesBetween);
        await world.WhenAtRestAsync();

        Assert.True(kills >= 3, $"The app was killed {kills} times.");
        Assert.Equal("Completed", (string?)operation["state"]);
        Assert.True((bool?)operation["timelineIsWhole"]);
        Assert.Equal(
            ["Request", "Begin", .. Enumerable.Repeat("Advance", 8), "Complete"], operation["timeline"]!.AsArray().Select(entry => (string)entry!["action"]!));
        Assert.Equal(["frontdoor->Secondary", "frontdoor->Primary"], world.Ways.Changes);
        Assert.Equal(1, world.App.Azure.Calls.Read(new CallQuery { Effect = true, PathContains = "models/late/versions/1", Region = WorldTopology.PrimaryRegion })
            .Count(call => call.Method == "PUT"));
        JsonNode state = await world.PairStateAsync();
        Assert.Equal(("Primary", "Forward"), ((string?)state["activeSide"], (string?)state["mirrorDirection"]));
    }

    private static async Task<FailoverWorld> SeededAsync(JsonObject? policy = null)
    {
        var world = new FailoverWorld(policy);
        await world.InitializeAsync();
        world.AddEndpoint("fraud", ("blue", 3), ("green", 2));
        world.AddCluster("cpu", 2, 6);
        world.AddSchedule("nightly");
        world.App.AddModel("m");
        await world.MirrorAsync(
            new AssetId(KindNames.OnlineDeployment, "fraud", "blue"), new AssetId(KindNames.OnlineDeployment, "fraud", "green"),
            new AssetId(KindNames.Compute, "cpu", ""), new AssetId(KindNames.Schedule, "nightly", ""), new AssetId(KindNames.Model, "m", "1"));
        world.Ways.Names = ["frontdoor"];
        return world;
    }

    private static async Task FailOverAsync(FailoverWorld world, string mode = "unplanned")
    {
        if (mode == "unplanned")
        {
            world.App.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion);
        }

        await world.WaitAsync(await world.StartedAsync(mode), "Completed", "CompletedWithExceptions");
        await world.WhenAtRestAsync();
    }

    private static IEnumerable<JsonNode> Steps(JsonNode operation) =>
        operation["stages"]!.AsArray().SelectMany(stage => stage!["shown"]!.AsArray()).Select(step => step!);
}
