using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class SecretTests(RunningApp app) : IClassFixture<RunningApp>
{
    private readonly Primary _primary = new(app);

    [Fact]
    public async Task MirrorAsset_KeyedDatastore_ArrivesWithItsKeyAlsoAfterItWasChanged()
    {
        AssetId datastore = _primary.Datastore("raw");

        Assert.Equal(AssetState.Mirrored, (await app.MirrorAsync(datastore)).State);
        await AssertSameAsync(datastore, "listSecrets");

        _primary.Datastore("raw", Primary.AccountKey("another"));
        MirrorOutcome outcome = await app.MirrorAsync(datastore);

        Assert.Equal((AssetState.Mirrored, true), (outcome.State, outcome.WasWritten));
        await AssertSameAsync(datastore, "listSecrets");
        Assert.False((await app.MirrorAsync(datastore)).WasWritten);
    }

    [Fact]
    public async Task MirrorAsset_ConnectionWithKey_ArrivesWithItAlsoAfterItWasChanged()
    {
        AssetId connection = _primary.Connection("openai", "first");

        Assert.Equal(AssetState.Mirrored, (await app.MirrorAsync(connection)).State);
        Assert.Equal("first", await KeyAsync());

        _primary.Connection("openai", "second");
        Assert.True((await app.MirrorAsync(connection)).WasWritten);
        Assert.Equal("second", await KeyAsync());
        Assert.False((await app.MirrorAsync(connection)).WasWritten);

        async Task<string?> KeyAsync() =>
            (string?)(await app.SecretsAsync(app.Azure.World.Secondary, "connections/openai", "listsecrets"))["properties"]!["credentials"]!["key"];
    }

    [Fact]
    public async Task MirrorAsset_SecretNamedVariableChangedLater_ReachesTheSecondary()
    {
        _primary.Endpoint("variables");
        AssetId deployment = _primary.Deployment("variables", "blue", properties => properties["environmentVariables"]!["DB_PASSWORD"] = "first");
        await app.MirrorAsync(deployment);

        _primary.Change(deployment, document => document["properties"]!["environmentVariables"]!["DB_PASSWORD"] = "second");
        MirrorOutcome outcome = await app.MirrorAsync(deployment);

        Assert.Equal((AssetState.Mirrored, true), (outcome.State, outcome.WasWritten));
        Assert.Equal("second", (string?)app.Secondary(Primary.PathOf(deployment))!["properties"]!["environmentVariables"]!["DB_PASSWORD"]);
    }

    private async Task AssertSameAsync(AssetId asset, string action) => Assert.Equal(
        (await app.SecretsAsync(app.Azure.World.Primary, Primary.PathOf(asset), action)).ToJsonString(),
        (await app.SecretsAsync(app.Azure.World.Secondary, Primary.PathOf(asset), action)).ToJsonString());
}
