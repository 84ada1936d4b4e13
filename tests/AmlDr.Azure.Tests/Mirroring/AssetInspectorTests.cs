using System.Text.Json.Nodes;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Azure.Tests.Mirroring;

public class AssetInspectorTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;

    private static readonly AssetId Model = Documents.ModelId();

    private AssetInspector Inspector => Sim.Get<AssetInspector>();

    [Fact]
    public async Task InspectAsync_SourceMissing_SaysSoAndPlansNothing()
    {
        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal(MirrorDecision.SourceMissing, found.Decision);
        Assert.Equal("SourceMissing", found.Reason!.Code);
        Assert.Contains("mlw-primary", found.Reason.Message, StringComparison.Ordinal);
        Assert.Contains("model churn:1", found.Reason.Message, StringComparison.Ordinal);
        await AssertNoPlanAsync(Model);
    }

    [Fact]
    public async Task InspectAsync_NotInTheSecondary_PlansTheRewrittenDocument()
    {
        Sim.RegisterInPrimary(Model, Documents.Model(Sim.BlobStoreUri("folder/größe +1%")));

        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal(MirrorDecision.Create, found.Decision);
        Assert.Equal(1, found.ContentPlaces);
        Assert.Null(found.Reason);
        Assert.NotNull(found.SourceModifiedAt);
        Assert.Matches("^[0-9a-f]{64}$", found.SourceFingerprint);
        MirrorPlan plan = await PlanAsync(Model);
        JsonObject expected = Documents.Model(
            Sim.BlobStoreUri("folder/größe +1%").Replace("mlw-primary", "mlw-secondary", StringComparison.Ordinal));
        foreach ((string name, JsonNode? value) in expected["properties"]!.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(value, plan.Body["properties"]![name]), $"{name}: {plan.Body["properties"]![name]}");
        }

        Assert.Equal(["properties"], plan.Body.Select(member => member.Key));
        Assert.Null(plan.Body["properties"]!["provisioningState"]);
        Assert.Null(plan.WriteBegunAt);
        Assert.Equal("folder/größe +1%", plan.Contents[0].Path);
        Assert.Equal(Sim.SourceRoot.AbsolutePath, plan.Contents[0].SourceRoot.AbsolutePath);
        Assert.Equal(Sim.TargetRoot.AbsolutePath, plan.Contents[0].TargetRoot.AbsolutePath);
    }

    [Fact]
    public async Task InspectAsync_OnceTheContextIsKnown_CostsTwoReadsOfResourceManager()
    {
        Sim.RegisterInPrimary(Model, Documents.Model(Sim.BlobStoreUri("m")));
        await InspectAsync(Model);
        long before = Sim.Azure.Calls.LastSequence;

        await InspectAsync(Model);

        Assert.Equal(
            2, Sim.Azure.Calls.Read(new() { Since = before, Service = Sandbox.Observation.AzureService.Arm }).Count);
    }

    [Fact]
    public async Task InspectAsync_TagsThatDifferInCaseAlone_ArePlannedBoth()
    {
        JsonObject body = Documents.Model(Sim.BlobStoreUri("m"));
        body["properties"]!["tags"] = new JsonObject { ["Team"] = "a", ["team"] = "b" };
        Sim.RegisterInPrimary(Model, body);

        await InspectAsync(Model);

        Assert.Equal("""{"Team":"a","team":"b"}""", (await PlanAsync(Model)).Body["properties"]!["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task InspectAsync_EnvironmentWithoutFiles_HasNoContent()
    {
        Sim.RegisterInPrimary(Documents.EnvironmentId(), Documents.Environment());

        MirrorInspection found = await InspectAsync(Documents.EnvironmentId());

        Assert.Equal(MirrorDecision.Create, found.Decision);
        Assert.Equal(0, found.ContentPlaces);
        Assert.Empty((await PlanAsync(Documents.EnvironmentId())).Contents);
    }

    [Fact]
    public async Task InspectAsync_EnvironmentOfABuildContext_HasItsFiles()
    {
        string address = $"{Sim.SourceRoot.AbsoluteUri}/LocalUpload/ctx%20a/";
        JsonObject body = Documents.Environment();
        body["properties"]!.AsObject().Remove("image");
        body["properties"]!.AsObject().Remove("condaFile");
        body["properties"]!["build"] = new JsonObject { ["contextUri"] = address, ["dockerfilePath"] = "Dockerfile" };
        Sim.RegisterInPrimary(Documents.EnvironmentId(), body);

        MirrorInspection found = await InspectAsync(Documents.EnvironmentId());

        Assert.True(found.ContentPlaces == 1, $"{found.Decision} {found.Reason}");
        MirrorPlan plan = await PlanAsync(Documents.EnvironmentId());
        Assert.Equal("LocalUpload/ctx a", plan.Contents[0].Path);
        Assert.Equal($"{Sim.TargetRoot.AbsoluteUri}/LocalUpload/ctx%20a/", (string?)plan.Body["properties"]!["build"]!["contextUri"]);
    }

    [Theory]
    [InlineData("azureml://jobs/job-1/outputs/artifacts/paths/model%20a/")]
    [InlineData("runs:/job-1/model%20a/")]
    public async Task InspectAsync_ModelOfAJob_HasItsFilesInTheArtifactStore(string uri)
    {
        Sim.RegisterInPrimary(Model, Documents.Model(uri));

        Assert.Equal(1, (await InspectAsync(Model)).ContentPlaces);

        MirrorPlan plan = await PlanAsync(Model);
        Assert.Equal("ExperimentRun/dcid.job-1/model%20a", plan.Contents[0].Path);
        Assert.Equal($"/{Sim.World.Primary.Account}/azureml", plan.Contents[0].SourceRoot.AbsolutePath);
        Assert.Equal($"/{Sim.World.Secondary.Account}/azureml", plan.Contents[0].TargetRoot.AbsolutePath);
        Assert.EndsWith(
            "/workspaces/mlw-secondary/datastores/workspaceartifactstore/paths/ExperimentRun/dcid.job-1/model%20a/",
            (string?)plan.Body["properties"]!["modelUri"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_NeedsWhatTheLedgerDoesNotHave_SaysSoBeforeAnythingElse()
    {
        Sim.RegisterInPrimary(Model, Documents.Model("azureml://datastores/own/paths/m"));

        Assert.Equal(MirrorDecision.NeedsDependencies, (await InspectAsync(Model, areDependenciesSettled: false)).Decision);

        await Sim.Get<LedgerStore>().UpdateAsync(
            Pair, new AssetId("datastore", "own", ""),
            _ => new AssetRecord { Asset = new AssetId("datastore", "own", ""), State = AssetState.Mirrored, UpdatedAt = DateTimeOffset.UnixEpoch }, None);
        Assert.NotEqual(MirrorDecision.NeedsDependencies, (await InspectAsync(Model, areDependenciesSettled: false)).Decision);
    }

    [Fact]
    public async Task InspectAsync_DatastoreThatBothShare_HasNothingToCopy()
    {
        foreach (string workspace in new[] { Sim.World.Primary.ResourceId, Sim.World.Secondary.ResourceId })
        {
            Sim.Azure.Resources.Put($"{workspace}/datastores/shared", new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["datastoreType"] = "AzureBlob", ["accountName"] = "stmldrcontrol", ["containerName"] = "shared",
                    ["subscriptionId"] = Sandbox.World.WorldTopology.SubscriptionId, ["resourceGroup"] = Sandbox.World.WorldTopology.ResourceGroup,
                    ["credentials"] = new JsonObject { ["credentialsType"] = "None" },
                },
            });
        }

        Sim.RegisterInPrimary(Model, Documents.Model(Sim.BlobStoreUri("m").Replace("workspaceblobstore", "shared", StringComparison.Ordinal)));

        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal(MirrorDecision.Create, found.Decision);
        Assert.Equal(0, found.ContentPlaces);
    }

    [Fact]
    public async Task InspectAsync_ChangeableFieldsDiffer_IsUpdate()
    {
        await MirrorDocumentAsync(Model, Documents.Model(Sim.BlobStoreUri("m")));
        JsonObject changed = Documents.Model(Sim.BlobStoreUri("m"), description: "another description");
        changed["properties"]!["isArchived"] = true;
        Sim.RegisterInPrimary(Model, changed);

        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal(MirrorDecision.Update, found.Decision);
        MirrorPlan plan = await PlanAsync(Model);
        Assert.Equal("another description", (string?)plan.Body["properties"]!["description"]);
        Assert.True((bool)plan.Body["properties"]!["isArchived"]!);
    }

    [Fact]
    public async Task InspectAsync_FixedFieldDiffers_IsRefusedAndNamesFieldAndRemedy()
    {
        Sim.RegisterInPrimary(Model, Documents.Model(Sim.BlobStoreUri("m")));
        Sim.RegisterInSecondary(Model, Documents.Model("azureml://registries/r/models/other/versions/1"));

        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal(MirrorDecision.Refuse, found.Decision);
        Assert.Equal("Conflict", found.Reason!.Code);
        Assert.Contains("'properties.modelUri'", found.Reason.Message, StringComparison.Ordinal);
        Assert.Contains("mlw-secondary", found.Reason.Message, StringComparison.Ordinal);
        Assert.Contains("new version", found.Reason.Message, StringComparison.Ordinal);
        await AssertNoPlanAsync(Model);
    }

    [Fact]
    public async Task InspectAsync_MirroredFromThisVeryState_IsEqual()
    {
        await MirrorDocumentAsync(Model, Documents.Model(Sim.BlobStoreUri("m")));

        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal(MirrorDecision.Equal, found.Decision);
        await AssertNoPlanAsync(Model);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(AssetState.Failed, null)]
    [InlineData(AssetState.Mirroring, null)]
    [InlineData(AssetState.Mirrored, "another")]
    public async Task InspectAsync_EqualButNotKnownToBeVerified_CallsForVerification(AssetState? state, string? fingerprint)
    {
        MirrorInspection first = await MirrorDocumentAsync(Model, Documents.Model(Sim.BlobStoreUri("m")), record: false);
        if (state is { } known)
        {
            await RecordAsync(Model, known, fingerprint ?? first.SourceFingerprint!);
        }

        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal(MirrorDecision.VerifyContent, found.Decision);
        Assert.Equal(1, found.ContentPlaces);
        Assert.Single((await PlanAsync(Model)).Contents);
    }

    [Fact]
    public async Task InspectAsync_Curated_IsSkipped()
    {
        AssetId asset = Documents.EnvironmentId("AzureML-sklearn-1.5");
        JsonObject body = Documents.Environment();
        body["properties"]!["environmentType"] = "Curated";
        Sim.RegisterInPrimary(asset, body);

        MirrorInspection found = await InspectAsync(asset);

        Assert.Equal(MirrorDecision.Skip, found.Decision);
        Assert.Equal("Curated", found.Reason!.Code);
        Assert.NotNull(found.SourceFingerprint);
        await AssertNoPlanAsync(asset);
    }

    [Theory]
    [InlineData(false, MirrorDecision.Skip)]
    [InlineData(true, MirrorDecision.Create)]
    public async Task InspectAsync_Anonymous_IsMirroredWhenItIsReferredTo(bool isReferenced, MirrorDecision decision)
    {
        JsonObject body = Documents.Environment();
        body["properties"]!["isAnonymous"] = true;
        Sim.RegisterInPrimary(Documents.EnvironmentId(), body);

        MirrorInspection found = await Inspector.InspectAsync(Pair, Documents.EnvironmentId(), isReferenced, false, None);

        Assert.Equal(decision, found.Decision);
    }

    [Theory]
    [InlineData("azureml://datastores/unknown/paths/m", "DatastoreWithoutCounterpart")]
    [InlineData("azureml://jobs/j1/outputs/model/paths/m", "JobOutput")]
    [InlineData("azureml://subscriptions/s/resourcegroups/g/workspaces/other/datastores/d/paths/m", "ForeignWorkspace")]
    [InlineData("azureml://what/is/this", "UnknownReference")]
    public async Task InspectAsync_ReferenceWithoutCounterpart_IsRefusedWithFieldAndValue(string uri, string code)
    {
        Sim.RegisterInPrimary(Model, Documents.Model(uri));

        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal(MirrorDecision.Refuse, found.Decision);
        Assert.Equal(code, found.Reason!.Code);
        Assert.Contains("'properties.modelUri'", found.Reason.Message, StringComparison.Ordinal);
        await AssertNoPlanAsync(Model);
    }

    [Fact]
    public async Task InspectAsync_SignedAddress_IsRefusedWithoutRepeatingTheSignature()
    {
        Sim.RegisterInPrimary(Model, Documents.Model($"{Sim.SourceRoot.AbsoluteUri}/m?sv=1&sig=c2VjcmV0"));

        MirrorInspection found = await InspectAsync(Model);

        Assert.Equal("SignedAddress", found.Reason!.Code);
        Assert.DoesNotContain("c2VjcmV0", found.ToString(), StringComparison.Ordinal);
        string account = Sim.World.ControlAccount.Name;
        Assert.NotEmpty(Sim.Azure.Blobs.List(account, "amldr"));
        Assert.All(
            Sim.Azure.Blobs.List(account, "amldr"),
            blob => Assert.DoesNotContain(
                "c2VjcmV0", System.Text.Encoding.UTF8.GetString(Sim.Azure.Blobs.Read(account, "amldr", blob.Name)!.ToArray()), StringComparison.Ordinal));
    }

    [Fact]
    public async Task InspectAsync_DatastoreOfAnotherKind_IsRefused()
    {
        Sim.RegisterInPrimary(
            Model, Documents.Model(Sim.BlobStoreUri("m").Replace("workspaceblobstore", "workspacefilestore", StringComparison.Ordinal)));

        await Assert.ThrowsAsync<RefusedException>(() => InspectAsync(Model));
    }

    [Fact]
    public async Task InspectAsync_ModelWithoutAnAddress_IsInvalid()
    {
        JsonObject body = Documents.Model("x");
        body["properties"]!.AsObject().Remove("modelUri");
        Sim.RegisterInPrimary(Model, body);

        InvalidAssetException failure = await Assert.ThrowsAsync<InvalidAssetException>(() => InspectAsync(Model));

        Assert.Contains("properties.modelUri", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_Fingerprint_ChangesWithTheDocumentAndWithNothingElse()
    {
        Sim.RegisterInPrimary(Model, Documents.Model(Sim.BlobStoreUri("m")));
        string? first = (await InspectAsync(Model)).SourceFingerprint;
        Sim.RegisterInPrimary(Model, Documents.Model(Sim.BlobStoreUri("m")));
        string? rewritten = (await InspectAsync(Model)).SourceFingerprint;
        JsonObject changed = Documents.Model(Sim.BlobStoreUri("m"));
        changed["properties"]!["fieldOfTomorrow"]!["kept"] = 0;
        Sim.RegisterInPrimary(Model, changed);

        Assert.Equal(first, rewritten);
        Assert.NotEqual(first, (await InspectAsync(Model)).SourceFingerprint);
    }

    [Theory]
    [InlineData("westeurope")]
    [InlineData("northeurope")]
    public async Task InspectAsync_OneSideDown_IsTransientAndDecidesNothing(string region)
    {
        Sim.RegisterInPrimary(Model, Documents.Model(Sim.BlobStoreUri("m")));
        Sim.Azure.Regions.TakeDown(region, OutageMode.Unavailable);

        await Assert.ThrowsAsync<TransientException>(() => InspectAsync(Model));

        Sim.Azure.Regions.Restore(region);
        await AssertNoPlanAsync(Model);
    }

    [Fact]
    public async Task InspectAsync_UnknownPair_IsNamed() =>
        Assert.Contains(
            "'none'",
            (await Assert.ThrowsAsync<KeyNotFoundException>(() => Inspector.InspectAsync("none", Model, false, false, None))).Message,
            StringComparison.Ordinal);

    private Task<MirrorInspection> InspectAsync(AssetId asset, bool areDependenciesSettled = true) =>
        Inspector.InspectAsync(Pair, asset, false, areDependenciesSettled, None);

    private async Task<MirrorPlan> PlanAsync(AssetId asset) => (await Sim.Get<PlanStore>().GetAsync(Pair, asset, None)).Value;

    private async Task AssertNoPlanAsync(AssetId asset) =>
        await Assert.ThrowsAsync<ConflictException>(() => Sim.Get<PlanStore>().GetAsync(Pair, asset, None));

    // Inspects, registers, records: as the orchestration does for an asset whose files stand.
    private async Task<MirrorInspection> MirrorDocumentAsync(AssetId asset, JsonObject body, bool record = true)
    {
        Sim.RegisterInPrimary(asset, body);
        MirrorInspection found = await InspectAsync(asset);
        await Sim.Get<AssetRegistrar>().RegisterAsync(Pair, asset, None);
        if (record)
        {
            await RecordAsync(asset, AssetState.Mirrored, found.SourceFingerprint!);
        }

        await Sim.Get<PlanStore>().DeleteAsync(Pair, asset, None);
        return found;
    }

    private Task<AssetRecord> RecordAsync(AssetId asset, AssetState state, string fingerprint) => Sim.Get<LedgerStore>().UpdateAsync(
        Pair, asset,
        _ => new AssetRecord { Asset = asset, State = state, UpdatedAt = DateTimeOffset.UnixEpoch, SourceFingerprint = fingerprint }, None);
}
