using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class AutoscaleTests : IAsyncLifetime
{
    private readonly RunningApp _app = new() { Policy = new JsonObject { ["defaultTier"] = "hot" } };

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Sweep_CapacitiesOfAScaledDeploymentMove_NothingIsWrittenAndAChangeKeepsTheSecondarys()
    {
        var primary = new Primary(_app);
        primary.Endpoint("fraud");
        AssetId deployment = primary.Deployment("fraud", "blue");
        string path = Primary.PathOf(deployment);
        _app.Azure.Resources.Put($"{WorldTopology.ResourceGroupId}/providers/Microsoft.Insights/autoscaleSettings/scale", new JsonObject
        {
            ["location"] = WorldTopology.PrimaryRegion,
            ["properties"] = new JsonObject
            {
                ["name"] = "scale", ["enabled"] = true, ["targetResourceUri"] = primary.IdOf(deployment),
                ["profiles"] = new JsonArray(new JsonObject
                {
                    ["name"] = "default", ["capacity"] = new JsonObject { ["minimum"] = "2", ["maximum"] = "9", ["default"] = "2" }, ["rules"] = new JsonArray(),
                }),
            },
        });
        await _app.SweepAsync();
        Assert.Equal(AssetState.Mirrored, (await _app.RecordAsync(deployment))!.State);
        primary.Change(deployment, document => document["sku"]!["capacity"] = 5);
        JsonObject scaled = _app.Secondary(path)!;
        scaled["sku"]!["capacity"] = 4;
        _app.Azure.Resources.Put($"{_app.Azure.World.Secondary.ResourceId}/{path}", scaled);
        long before = _app.Azure.Calls.LastSequence;

        await _app.SweepAsync();
        JsonNode settled = await _app.SweepAsync();
        int writes = _app.Writes(path, before);
        primary.Change(deployment, document => document["tags"] = new JsonObject { ["owner"] = "risk" });
        await _app.SweepAsync();

        Assert.Equal((0, 0), (writes, (int)settled["differing"]!));
        Assert.Equal((4, "risk"), ((int)_app.Secondary(path)!["sku"]!["capacity"]!, (string?)_app.Secondary(path)!["tags"]!["owner"]));
    }
}
