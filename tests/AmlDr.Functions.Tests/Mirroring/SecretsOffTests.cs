using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class SecretsOffTests : IAsyncLifetime
{
    private readonly RunningApp _app = new() { Policy = new JsonObject { ["secrets"] = new JsonObject { ["mirror"] = false } } };

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task MirrorAsset_PolicyLeavesSecretsOut_ReadsNone()
    {
        var primary = new Primary(_app);
        AssetId datastore = primary.Datastore("raw");
        AssetId connection = primary.Connection("openai", "secret");
        AssetId endpoint = primary.Endpoint("keyed");
        AssetId deployment = primary.Deployment("keyed", "blue", properties => properties["environmentVariables"]!["API_KEY"] = "secret");

        Assert.Equal(AssetState.Mirrored, (await _app.MirrorAsync(datastore)).State);
        MirrorOutcome refused = await _app.MirrorAsync(connection);
        Assert.Equal(AssetState.Mirrored, (await _app.MirrorAsync(deployment)).State);
        await _app.WhenIdleAsync();

        Assert.Equal("None", (string?)_app.Secondary("datastores/raw")!["properties"]!["credentials"]!["credentialsType"]);
        Assert.Equal((AssetState.Refused, "SecretsOff"), (refused.State, refused.Reason?.Code));
        Assert.Null(_app.Secondary("connections/openai"));
        Assert.NotNull(_app.Secondary(Primary.PathOf(endpoint)));
        JsonNode variables = _app.Secondary(Primary.PathOf(deployment))!["properties"]!["environmentVariables"]!;
        Assert.Equal(("full", null), ((string?)variables["MODE"], variables["API_KEY"]));
        Assert.DoesNotContain(
            _app.Azure.Calls.Read(new CallQuery { Service = AzureService.Arm }), call => call.Operation.Contains("list", StringComparison.OrdinalIgnoreCase)
                && call.Method == "POST");
        Assert.False((await _app.MirrorAsync(datastore)).WasWritten);
        Assert.False((await _app.MirrorAsync(deployment)).WasWritten);
    }
}
