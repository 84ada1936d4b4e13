using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class EndpointTests(RunningApp app) : IClassFixture<RunningApp>
{
    private readonly Primary _primary = new(app);

    [Fact]
    public async Task MirrorAsset_Deployment_BringsWhatItNeedsAndTheTrafficFollows()
    {
        AssetId endpoint = _primary.Endpoint("fraud", new JsonObject { ["blue"] = 90, ["green"] = 10 });
        AssetId blue = _primary.Deployment("fraud", "blue", properties => properties["environmentVariables"]!["API_KEY"] = "the deployment's own");
        AssetId green = _primary.Deployment("fraud", "green");

        MirrorOutcome outcome = await app.MirrorAsync(blue);
        await app.WhenIdleAsync();

        Assert.Equal((AssetState.Mirrored, true), (outcome.State, outcome.WasWritten));
        Assert.All(
            (string[])["models/fraud-model/versions/1", "environments/fraud-env/versions/1", "codes/fraud-code/versions/1"],
            path => Assert.Equal(1, app.Writes(path)));
        JsonNode properties = app.Secondary(Primary.PathOf(blue))!["properties"]!;
        Assert.Equal(app.Azure.World.Secondary.ResourceId + "/models/fraud-model/versions/1", (string?)properties["model"]);
        Assert.Equal("the deployment's own", (string?)properties["environmentVariables"]!["API_KEY"]);
        Assert.Equal("{}", Traffic());

        await app.MirrorAsync(green);
        await app.WhenIdleAsync();

        Assert.Equal("""{"blue":90,"green":10}""", Traffic());
        Assert.Equal((2, 1, 1), (app.Writes(Primary.PathOf(endpoint)), app.Writes(Primary.PathOf(blue)), app.Writes(Primary.PathOf(green))));

        string Traffic() => app.Secondary(Primary.PathOf(endpoint))!["properties"]!["traffic"]!.ToJsonString();
    }

    [Fact]
    public async Task MirrorAsset_Endpoint_HasThePrimarysKeysAlsoAfterTheyWereRenewed()
    {
        AssetId endpoint = _primary.Endpoint("keyed");

        await app.MirrorAsync(endpoint);
        await AssertSameSecretsAsync(endpoint, "listKeys");
        string before = (await app.SecretsAsync(app.Azure.World.Primary, Primary.PathOf(endpoint), "listKeys")).ToJsonString();

        await RenewAsync(endpoint, "Primary");
        MirrorOutcome outcome = await app.MirrorAsync(endpoint);

        Assert.Equal(AssetState.Mirrored, outcome.State);
        Assert.NotEqual(before, (await app.SecretsAsync(app.Azure.World.Primary, Primary.PathOf(endpoint), "listKeys")).ToJsonString());
        await AssertSameSecretsAsync(endpoint, "listKeys");
    }

    [Fact]
    public async Task MirrorAsset_BatchDeployment_BringsItsComputeAndBecomesTheDefault()
    {
        AssetId endpoint = _primary.BatchEndpoint("batch", "monthly");
        AssetId deployment = _primary.BatchDeployment(
            "batch", "monthly", _primary.Model("batch-model"), _primary.Environment("batch-env"), _primary.Code("batch-code"), _primary.Cluster("batch-cpu"));

        MirrorOutcome outcome = await app.MirrorAsync(deployment);
        await app.WhenIdleAsync();

        Assert.Equal(AssetState.Mirrored, outcome.State);
        JsonNode properties = app.Secondary(Primary.PathOf(deployment))!["properties"]!;
        Assert.Equal(app.Azure.World.Secondary.ResourceId + "/computes/batch-cpu", (string?)properties["compute"]);
        Assert.Equal("monthly", (string?)app.Secondary(Primary.PathOf(endpoint))!["properties"]!["defaults"]!["deploymentName"]);
    }

    [Fact]
    public async Task MirrorAsset_QuotaTooSmall_IsFailedAndALaterAttemptSucceeds()
    {
        _primary.Endpoint("large");
        AssetId deployment = _primary.Deployment("large", "blue", properties => properties["instanceType"] = "Standard_E4s_v3");
        app.Azure.Capacity.SetLimit("northeurope", "standardESv3Family", 0);

        MirrorOutcome failed = await app.MirrorAsync(deployment);
        await app.WhenIdleAsync();

        Assert.Equal((AssetState.Failed, "ProvisioningFailed"), (failed.State, failed.Reason?.Code));
        Assert.Contains("quota", failed.Reason!.Message, StringComparison.OrdinalIgnoreCase);

        app.Azure.Capacity.SetLimit("northeurope", "standardESv3Family", 100);
        MirrorOutcome outcome = await app.MirrorAsync(deployment);

        Assert.Equal(AssetState.Mirrored, outcome.State);
        Assert.Equal("Succeeded", (string?)app.Secondary(Primary.PathOf(deployment))!["properties"]!["provisioningState"]);
    }

    private async Task AssertSameSecretsAsync(AssetId asset, string action) => Assert.Equal(
        (await app.SecretsAsync(app.Azure.World.Primary, Primary.PathOf(asset), action)).ToJsonString(),
        (await app.SecretsAsync(app.Azure.World.Secondary, Primary.PathOf(asset), action)).ToJsonString());

    /// <summary>Renews a key in the primary and waits until the service has done it.</summary>
    private async Task RenewAsync(AssetId endpoint, string key)
    {
        string before = (await app.SecretsAsync(app.Azure.World.Primary, Primary.PathOf(endpoint), "listKeys")).ToJsonString();
        using HttpClient user = app.CreateUser();
        using var body = new StringContent($$"""{"keyType":"{{key}}"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await user.PostAsync(
            new Uri($"{app.Azure.Endpoint}{_primary.IdOf(endpoint).TrimStart('/')}/regenerateKeys?api-version=2025-12-01"), body);
        answer.EnsureSuccessStatusCode();
        await WaitUntil.TrueAsync(async () =>
            (await app.SecretsAsync(app.Azure.World.Primary, Primary.PathOf(endpoint), "listKeys")).ToJsonString() != before);
    }
}
