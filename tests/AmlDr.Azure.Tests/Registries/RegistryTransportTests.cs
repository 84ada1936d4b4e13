using System.Text.Json.Nodes;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Registries;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.World;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Registries;

public sealed class RegistryTransportTests : SimulatorTest, IDisposable
{
    private const string Registry = "shared-reg";
    private static readonly AssetId Model = new(KindNames.Model, "credit", "3");
    private readonly string _policyFile = Path.Combine(Path.GetTempPath(), $"amldr-{Guid.NewGuid():N}.json");
    private ServiceProvider? _services;

    private ServiceProvider Services
    {
        get
        {
            if (_services is null)
            {
                File.WriteAllText(_policyFile, $$"""{"registry":{"name":"{{Registry}}","assets":[{"kind":"model"},{"kind":"environment"}] } }""");
                _services = Sim.Build(("Pairs:0:PolicyFile", _policyFile));
            }

            return _services;
        }
    }

    private RegistryTransport Transport => Services.GetRequiredService<RegistryTransport>();

    private Pair Pair => Services.GetRequiredService<PairRegistry>()[AppServices.PairName];

    public void Dispose() => File.Delete(_policyFile);

    [Fact]
    public async Task InspectAsync_CarriedModel_IsToBePublishedAndThenEqualOnceRecorded()
    {
        PutRegistry("westeurope", "northeurope");
        PutModel();

        MirrorInspection first = await InspectAsync();
        await PublishAsync();
        MirrorInspection unrecorded = await InspectAsync();
        await RecordAsync(unrecorded);
        MirrorInspection recorded = await InspectAsync();

        Assert.Equal((MirrorDecision.Publish, RegistryTransport.CarriedCode), (first.Decision, first.Reason?.Code));
        Assert.Equal((MirrorDecision.Publish, MirrorDecision.Equal), (unrecorded.Decision, recorded.Decision));
        Assert.NotNull(InRegistry());
        Assert.Null(Sim.Azure.Resources.Get($"{Secondary}/models/credit/versions/3"));
        Assert.Equal(1, Sim.Effects("models/versions:publish"));
    }

    [Fact]
    public async Task PublishAsync_HeldAlready_WritesNothing()
    {
        PutRegistry("westeurope", "northeurope");
        PutModel();
        await PublishAsync();
        await InspectAsync();

        RegistryPublication again = await Transport.PublishAsync(Pair.Name, Model, None);

        Assert.Equal((true, false), (again.IsDone, again.WasWritten));
        Assert.Equal(1, Sim.Effects("models/versions:publish"));
    }

    [Fact]
    public async Task PublishAsync_TagsChangedInThePrimary_AreWrittenInTheRegistry()
    {
        PutRegistry("westeurope", "northeurope");
        PutModel();
        await PublishAsync();
        PutModel(properties => properties["tags"] = new JsonObject { ["stage"] = "prod" });
        string files = (string)InRegistry()!["properties"]!["modelUri"]!;

        Assert.Equal(MirrorDecision.Publish, (await InspectAsync()).Decision);
        await PublishAsync();

        Assert.Equal("prod", (string?)InRegistry()!["properties"]!["tags"]!["stage"]);
        Assert.Equal(files, (string?)InRegistry()!["properties"]!["modelUri"]);
    }

    [Theory]
    [InlineData("RegistryMissing")]
    [InlineData("RegistryLacksRegion", "westeurope")]
    [InlineData("RegistryLacksRegion", "northeurope")]
    public async Task InspectAsync_RegistryNotInBothRegions_IsRefusedWithTheRemedy(string code, params string[] regions)
    {
        if (regions.Length > 0)
        {
            PutRegistry(regions);
        }

        PutModel();

        RefusedException failure = await Assert.ThrowsAsync<RefusedException>(InspectAsync);

        Assert.StartsWith(code, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Registry, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_RegistryHoldsAnotherModelOfTheName_IsRefused()
    {
        PutRegistry("westeurope", "northeurope");
        PutModel();
        await PublishAsync();
        PutModel(properties => properties["modelType"] = "mlflow_model");

        RefusedException failure = await Assert.ThrowsAsync<RefusedException>(InspectAsync);

        Assert.StartsWith("RegistryConflict", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_PolicyDoesNotNameTheKindOrTheVersionIsAnonymous_IsMirroredAsEver()
    {
        Assert.False(RegistryTransport.CanCarry(Pair.Policy, new AssetId(KindNames.Data, "d", "1"), Document("{}")));
        Assert.False(RegistryTransport.CanCarry(Pair.Policy, Model, Document("""{"isAnonymous":true}""")));
        Assert.False(RegistryTransport.CanCarry(PairPolicy.Default, Model, Document("{}")));
        Assert.True(RegistryTransport.CanCarry(Pair.Policy, Model, Document("{}")));
        Assert.Null(await Sim.Get<RegistryTransport>().FindCarriedAsync(Sim.Pair, Kind(KindNames.OnlineDeployment), Deployment("azureml:credit:3"), None));
    }

    [Fact]
    public async Task FindCarriedAsync_DependencyThatTheLedgerHasInTheRegistry_IsFoundByVersionAndLabel()
    {
        PutRegistry("westeurope", "northeurope");
        PutModel();
        await RecordAsync(await InspectAsync());

        RegistryAssets? byVersion = await FindAsync("azureml:credit:3");
        RegistryAssets? byLabel = await FindAsync("azureml:credit@latest");
        RegistryAssets? other = await FindAsync("azureml:credit:4");

        Assert.Equal([Model], byVersion!.Assets);
        Assert.Equal([Model], byLabel!.Assets);
        Assert.Null(other);
    }

    [Theory]
    [InlineData("models/versions:publish")]
    [InlineData("registries:list")]
    [InlineData("registries/models/versions:get")]
    [InlineData("models/versions:get")]
    public async Task Publish_CallFailsOnce_EndsWithOnePublication(string operation)
    {
        PutRegistry("westeurope", "northeurope");
        int version = 1;
        foreach (FaultKind kind in FaultKinds.Passing)
        {
            var asset = new AssetId(KindNames.Model, "faulty", $"{version++}");
            PutModel(asset: asset);
            Sim.Fail(operation, kind);

            await FaultKinds.UntilDoneAsync(async () =>
            {
                await Services.GetRequiredService<AssetInspector>().InspectAsync(Pair.Name, asset, false, true, None);
                await PublishAsync(asset);
                return true;
            });

            Assert.NotNull(InRegistry(asset));
        }
    }

    private Task<RegistryAssets?> FindAsync(string model) => Transport.FindCarriedAsync(Pair, Kind(KindNames.OnlineDeployment), Deployment(model), None);

    private IAssetKind Kind(string name) => Services.GetRequiredService<KindCatalog>()[name];

    private Task<MirrorInspection> InspectAsync() => Services.GetRequiredService<AssetInspector>().InspectAsync(Pair.Name, Model, false, true, None);

    private Task<AssetRecord> RecordAsync(MirrorInspection found) => Services.GetRequiredService<LedgerStore>().UpdateAsync(
        Pair.Name, Model,
        _ => new AssetRecord
        {
            Asset = Model, State = AssetState.Mirrored, Reason = found.Reason, SourceFingerprint = found.SourceFingerprint, UpdatedAt = DateTimeOffset.UnixEpoch,
        },
        None);

    // Publishes as the orchestration does, without its waits.
    private async Task PublishAsync(AssetId? asset = null)
    {
        AssetId model = asset ?? Model;
        if (asset is null)
        {
            await InspectAsync();
        }

        RegistryPublication publication = await Transport.PublishAsync(Pair.Name, model, None);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (RegistryPublication state = publication; !state.IsDone;)
        {
            await pace.WaitForNextTickAsync(deadline.Token);
            state = await Transport.CheckAsync(Pair.Name, model, publication.Operation, isOverdue: false, None);
        }
    }

    private JsonObject? InRegistry(AssetId? asset = null) =>
        Sim.Azure.Resources.Get($"{RegistryId}/models/{(asset ?? Model).Name}/versions/{(asset ?? Model).Version}");

    private static string RegistryId => $"{WorldTopology.ResourceGroupId}/providers/Microsoft.MachineLearningServices/registries/{Registry}";

    private void PutRegistry(params string[] regions)
    {
        var details = new JsonArray([.. regions.Select(region => new JsonObject { ["location"] = region, ["acrDetails"] = new JsonArray(), ["storageAccountDetails"] = new JsonArray() })]);
        Sim.Azure.Resources.Put(RegistryId, new JsonObject { ["location"] = regions[0], ["properties"] = new JsonObject { ["regionDetails"] = details } });
    }

    private void PutModel(Action<JsonObject>? change = null, AssetId? asset = null)
    {
        AssetId model = asset ?? Model;
        Sim.PutSource($"models/{model.Name}/{model.Version}/model.bin", "weights");
        string scope = Primary.ToString().Replace("/providers/Microsoft.MachineLearningServices", "", StringComparison.Ordinal);
        var properties = new JsonObject
        {
            ["modelType"] = "custom_model", ["modelUri"] = $"azureml:/{scope}/datastores/workspaceblobstore/paths/models/{model.Name}/{model.Version}",
        };
        change?.Invoke(properties);
        Sim.Azure.Resources.Put($"{Primary}/models/{model.Name}/versions/{model.Version}", new JsonObject { ["properties"] = properties });
    }

    private static AssetDocument Deployment(string model) => Document($$"""{"endpointComputeType":"Managed","model":"{{model}}"}""");

    private static AssetDocument Document(string properties) => new(new JsonObject { ["properties"] = JsonNode.Parse(properties) });
}
