using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class RegistryTests : IAsyncLifetime
{
    private const string Registry = "shared-reg";

    private static readonly string RegistryId =
        $"{WorldTopology.ResourceGroupId}/providers/Microsoft.MachineLearningServices/registries/{Registry}";

    private readonly RunningApp _app = new()
    {
        Policy = new JsonObject
        {
            ["registry"] = new JsonObject { ["name"] = Registry, ["assets"] = new JsonArray(new JsonObject { ["kind"] = "model" }) },
        },
    };

    public async Task InitializeAsync()
    {
        await _app.InitializeAsync();
        var regions = new JsonArray([.. new[] { WorldTopology.PrimaryRegion, WorldTopology.SecondaryRegion }.Select(region => new JsonObject
        {
            ["location"] = region, ["acrDetails"] = new JsonArray(), ["storageAccountDetails"] = new JsonArray(),
        })]);
        _app.Azure.Resources.Put(
            RegistryId, new JsonObject { ["location"] = WorldTopology.PrimaryRegion, ["properties"] = new JsonObject { ["regionDetails"] = regions } });
    }

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task MirrorAsset_DeploymentOfACarriedModel_RefersToTheRegistryAndNoFileOfTheModelIsCopied()
    {
        var primary = new Primary(_app);
        primary.Endpoint("fraud");
        AssetId model = primary.Model("fraud-model");
        AssetId deployment = primary.Deployment("fraud", "blue", model, primary.Environment("fraud-env"), primary.Code("fraud-code"));

        Assert.Equal(AssetState.Mirrored, (await _app.MirrorAsync(deployment)).State);

        Assert.Equal(
            $"azureml://registries/{Registry}/models/fraud-model/versions/1",
            (string?)_app.Secondary(Primary.PathOf(deployment))!["properties"]!["model"]);
        Assert.NotNull(_app.Azure.Resources.Get($"{RegistryId}/{Primary.PathOf(model)}"));
        Assert.Null(_app.Secondary(Primary.PathOf(model)));
        Assert.Equal("InRegistry", (await _app.RecordAsync(model))!.Reason!.Code);
    }

    [Fact]
    public async Task Sweep_CarriedModels_ArePublishedOnceAndASecondSweepWritesNothing()
    {
        foreach (string version in (string[])["1", "2", "3"])
        {
            _app.AddModel("carried", version);
        }

        await _app.SweepAsync();
        long settled = _app.Azure.Calls.LastSequence;
        JsonNode second = await _app.SweepAsync();

        Assert.Equal(3, Publications(0));
        Assert.Equal(0, Publications(settled));
        Assert.Equal(0, (int)second["differing"]!);
        Assert.All((string[])["1", "2", "3"], version => Assert.NotNull(_app.Azure.Resources.Get($"{RegistryId}/models/carried/versions/{version}")));
    }

    [Fact]
    public async Task Sweep_TagsOfACarriedModelChange_ReachTheRegistry()
    {
        _app.AddModel("retagged");
        await _app.SweepAsync();
        _app.AddModel("retagged", change: properties => properties["tags"] = new JsonObject { ["stage"] = "prod" });

        await _app.SweepAsync();

        Assert.Equal("prod", (string?)_app.Azure.Resources.Get($"{RegistryId}/models/retagged/versions/1")!["properties"]!["tags"]!["stage"]);
    }

    [Fact]
    public async Task MirrorAsset_CrashWhileItIsPublished_PublishesOnce()
    {
        AssetId model = new Primary(_app).Model("crashing");
        _app.Azure.Faults.Add(new FaultRule { Operation = "models/versions:publish", Kinds = [FaultKind.TimeoutAfter], Times = 1 });
        string id = await _app.StartMirrorAsync(model);
        await WaitUntil.TrueAsync(() => Task.FromResult(Publications(0) == 1));

        await _app.CrashAndRestartAsync();

        await WaitUntil.TrueAsync(async () => (await _app.Server.Client.GetInstanceAsync(id))!.IsCompleted);
        Assert.Equal(AssetState.Mirrored, (await _app.RecordAsync(model))!.State);
        Assert.Equal(1, Publications(0));
    }

    private int Publications(long since) =>
        _app.Azure.Calls.Read(new CallQuery { Since = since, Effect = true }).Count(call => call.Operation == "models/versions:publish");
}
