using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class TierTests : IAsyncLifetime
{
    private readonly RunningApp _app = new()
    {
        Policy = new JsonObject
        {
            ["tiers"] = new JsonArray(
                new JsonObject { ["kind"] = "onlineEndpoint", ["name"] = "hot-*", ["tier"] = "hot" },
                new JsonObject { ["kind"] = "onlineEndpoint", ["name"] = "cold-*", ["tier"] = "cold" }),
            ["warmCapacity"] = 2,
        },
    };

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("hot-fraud", 4)]
    [InlineData("warm-fraud", 2)]
    public async Task MirrorAsset_Deployment_HasTheCapacityOfItsTier(string endpoint, int capacity)
    {
        AssetId deployment = Add(endpoint);

        Assert.Equal(AssetState.Mirrored, (await _app.MirrorAsync(deployment)).State);

        Assert.Equal(capacity, (int?)_app.Secondary(Primary.PathOf(deployment))!["sku"]!["capacity"]);
        Assert.False((await _app.MirrorAsync(deployment)).WasWritten);
    }

    [Fact]
    public async Task MirrorAsset_ColdDeployment_IsNotDeployed()
    {
        AssetId deployment = Add("cold-fraud");

        Assert.Equal(AssetState.Skipped, (await _app.MirrorAsync(deployment)).State);

        Assert.Null(_app.Secondary(Primary.PathOf(deployment)));
        Assert.Null(_app.Secondary("onlineEndpoints/cold-fraud"));
    }

    private AssetId Add(string endpoint)
    {
        var primary = new Primary(_app);
        primary.Endpoint(endpoint);
        return primary.Deployment(
            endpoint, "blue", primary.Model(endpoint + "-model"), primary.Environment(endpoint + "-env"), primary.Code(endpoint + "-code"), capacity: 4);
    }
}
