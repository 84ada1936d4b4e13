using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Operations;

/// <summary>An operation with everything that the policy can name, nothing of it replaced by the test.</summary>
public class SeamsTests
{
    [Fact]
    public async Task Operations_WithTheWholePolicy_SwitchVerifyResubmitAskAndGoBack()
    {
        var app = new PolicyApp();
        var world = new FailoverWorld(app);
        await world.InitializeAsync();
        try
        {
            world.AddEndpoint("fraud", ("blue", 3));
            app.AddJob("nightly-train", "Running");
            await world.MirrorAsync(new AssetId(KindNames.OnlineDeployment, "fraud", "blue"));
            await app.SweepAsync();
            app.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion);

            string id = await world.StartedAsync("unplanned");
            await world.WaitAsync(id, "WaitingForApproval");
            await world.ActAsync(id, "approve", "bob");
            JsonNode operation = await world.WaitAsync(id, "Completed", "CompletedWithExceptions");

            Assert.Equal(app.Azure.World.Secondary.Name, (string?)app.Pointer()!["workspace_name"]);
            Assert.EndsWith("answers the sample as expected.", Detail(operation, "VerifyEndpoint:onlineEndpoint/fraud"), StringComparison.Ordinal);
            string submitted = Detail(operation, "ResubmitJob:nightly-train")!.Split('\'')[1];
            Assert.NotNull(world.Secondary($"jobs/{submitted}"));
            JsonNode plan = (await app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}/plan?mode=failback"))!["plan"]!;
            Assert.Contains(plan["stages"]!.AsArray(), stage => (string?)stage!["stage"] == "Switch" && (string?)stage["steps"]![0]!["target"] == "workspace-pointer");
            await world.WhenAtRestAsync();

            app.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
            string back = await world.StartedAsync("failback");
            await world.WaitAsync(back, "Completed", "CompletedWithExceptions");

            Assert.Equal(app.Azure.World.Primary.Name, (string?)app.Pointer()!["workspace_name"]);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static string? Detail(JsonNode operation, string step) => (string?)operation["stages"]!.AsArray()
        .SelectMany(stage => stage!["shown"]!.AsArray()).Single(one => (string?)one!["id"] == step)!["detail"];

    private sealed class PolicyApp : RunningApp
    {
        private const string Container = "clients";

        public JsonNode? Pointer() => Azure.Blobs.Read(Azure.World.ControlAccount.Name, Container, "config.json") is { } blob ? JsonNode.Parse(blob.ToArray()) : null;

        // The simulator's addresses are known once it runs.
        protected override Task PrepareAsync(IDictionary<string, string?> settings)
        {
            Azure.Blobs.CreateContainer(Azure.World.ControlAccount.Name, Container);
            var policy = new JsonObject
            {
                ["pointer"] = new JsonObject { ["blob"] = $"{Azure.BlobEndpoint(Azure.World.ControlAccount.Name)}{Container}/config.json" },
                ["approvals"] = new JsonObject { ["modes"] = new JsonArray("unplanned") },
                ["verification"] = new JsonArray(new JsonObject { ["endpoint"] = "fraud*", ["request"] = new JsonObject { ["x"] = 1 }, ["contains"] = "fraud" }),
                ["failover"] = new JsonObject { ["resubmitJobs"] = new JsonArray("*") },
            };
            return File.WriteAllTextAsync(settings["AmlDr:Pairs:0:PolicyFile"]!, policy.ToJsonString());
        }
    }
}
