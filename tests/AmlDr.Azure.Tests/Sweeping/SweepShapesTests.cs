using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Rewriting;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Azure.Tests.Sweeping;

/// <summary>Comparing kinds that are not versions in containers, by the call log.</summary>
public class SweepShapesTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;
    private const string Role = "Sees what it is told to";
    private static readonly KindCatalog Kinds = KindCatalog.CreateDefault();

    private protected override SimulatedAzureOptions Options => new()
    {
        Throttling = new ThrottlingOptions { Enabled = false },
        PageSizes = new Dictionary<string, int> { ["datastores"] = 4, ["onlineEndpoints"] = 2, ["onlineEndpoints/deployments"] = 2 },
    };

    [Fact]
    public async Task Named_AllMirrored_CostsTheListPagesOfBothSides()
    {
        await SkipSystemStoresAsync();
        for (int i = 0; i < 5; i++)
        {
            await MirrorAsync(new AssetId(KindNames.Datastore, $"store{i}", ""), Datastore("None"));
        }

        await CompareAsync(KindNames.Datastore);
        long before = Sim.Azure.Calls.LastSequence;

        SweepPage page = await CompareAsync(KindNames.Datastore);

        // The four stores of every workspace and our five, in pages of four, on each side.
        Assert.Equal(new SweepPage(9, 0, 0, null, null, 1), page);
        Assert.Equal(["datastores:list 6"], Reads(before));
    }

    [Fact]
    public async Task Named_ChangedOnEitherSideGoneOrNew_Differs()
    {
        await SkipSystemStoresAsync();
        foreach (string name in new[] { "same", "changedhere", "changedthere", "gone" })
        {
            await MirrorAsync(new AssetId(KindNames.Datastore, name, ""), Datastore("None"));
        }

        Put(Sim.World.Primary.ResourceId, new AssetId(KindNames.Datastore, "changedhere", ""), Datastore("None", "other"));
        Put(Sim.World.Secondary.ResourceId, new AssetId(KindNames.Datastore, "changedthere", ""), Datastore("None", "other"));
        Sim.Azure.Resources.Remove($"{Sim.World.Secondary.ResourceId}/datastores/gone");
        Put(Sim.World.Primary.ResourceId, new AssetId(KindNames.Datastore, "new", ""), Datastore("None"));
        Put(Sim.World.Secondary.ResourceId, new AssetId(KindNames.Datastore, "extra", ""), Datastore("None"));

        Assert.Equal(["changedhere", "changedthere", "gone", "new"], await WorkAsync(await CompareAsync(KindNames.Datastore)));
    }

    [Theory]
    [InlineData("AccountKey", true)]
    [InlineData("None", false)]
    public async Task Named_WrittenAgainInThePrimary_DiffersWhereASecretMayHaveChanged(string credentials, bool differs)
    {
        await SkipSystemStoresAsync();
        var asset = new AssetId(KindNames.Datastore, "keyed", "");
        await MirrorAsync(asset, Datastore(credentials));

        // The same document: what the service shows differs by the time alone.
        Put(Sim.World.Primary.ResourceId, asset, Datastore(credentials));

        Assert.Equal(differs ? ["keyed"] : [], await WorkAsync(await CompareAsync(KindNames.Datastore)));
    }

    [Fact]
    public async Task Endpoint_WithTrafficToDeploymentsThatStand_IsSettledAtOneMoreListPage()
    {
        await MirrorEndpointAsync("churn", """{"blue":90,"green":10}""", "blue", "green");
        await MirrorEndpointAsync("idle", "{}");
        await CompareAsync(KindNames.OnlineEndpoint);
        long before = Sim.Azure.Calls.LastSequence;

        SweepPage page = await CompareAsync(KindNames.OnlineEndpoint);

        Assert.Equal(new SweepPage(2, 0, 0, null, null, 1), page);
        Assert.Equal(["onlineEndpoints/deployments:list 1", "onlineEndpoints:list 2"], Reads(before));
    }

    [Fact]
    public async Task Endpoint_DeploymentCameToStand_DiffersSoThatTrafficFollows()
    {
        await MirrorEndpointAsync("churn", """{"blue":100}""");
        Assert.Empty(await WorkAsync(await CompareAsync(KindNames.OnlineEndpoint)));

        Put(Sim.World.Secondary.ResourceId, new AssetId(KindNames.OnlineDeployment, "churn", "blue"), Deployment(Sim.World.Secondary.Region, 1));

        Assert.Equal(["churn"], await WorkAsync(await CompareAsync(KindNames.OnlineEndpoint)));
    }

    [Theory]
    [InlineData("Creating", 0)]
    [InlineData("Failed", 0)]
    [InlineData("Updating", 1)]
    [InlineData("Succeeded", 1)]
    public async Task StandingChildren_ByProvisioningState_AreThoseThatServe(string state, int standing)
    {
        JsonObject deployment = Deployment(Sim.World.Secondary.Region, 1);
        deployment["properties"]!["provisioningState"] = state;
        Put(Sim.World.Secondary.ResourceId, new AssetId(KindNames.OnlineEndpoint, "churn", ""), Endpoint(Sim.World.Secondary.Region, "{}"));
        Put(Sim.World.Secondary.ResourceId, new AssetId(KindNames.OnlineDeployment, "churn", "blue"), deployment);

        IReadOnlySet<string> found = await Sim.Get<StandingChildrenReader>().ReadAsync(
            Secondary, Kinds[KindNames.OnlineEndpoint], new AssetId(KindNames.OnlineEndpoint, "churn", ""),
            new AssetDocument(Endpoint(Sim.World.Primary.Region, """{"blue":100}""")), None);

        Assert.Equal(standing, found.Count);
    }

    [Fact]
    public async Task Nested_AllMirrored_CostsEndpointPagesAndDeploymentPages()
    {
        await MirrorEndpointAsync("churn", "{}", "blue", "green", "red");
        await MirrorEndpointAsync("credit", "{}", "blue");
        await CompareAllAsync(KindNames.OnlineDeployment);
        long before = Sim.Azure.Calls.LastSequence;

        SweepPage page = await CompareAsync(KindNames.OnlineDeployment);

        // One page of endpoints; two and one pages of deployments on each side.
        Assert.Equal(new SweepPage(4, 0, 0, null, null, 1), page);
        Assert.Equal(["onlineEndpoints/deployments:list 6", "onlineEndpoints:list 1"], Reads(before));
    }

    [Fact]
    public async Task Nested_NothingMirroredYet_DoesNotListTheSecondarysDeployments()
    {
        foreach (string endpoint in new[] { "a-endpoint", "b-endpoint", "c-endpoint" })
        {
            Put(Sim.World.Primary.ResourceId, new AssetId(KindNames.OnlineEndpoint, endpoint, ""), Endpoint(Sim.World.Primary.Region, "{}"));
            Put(Sim.World.Primary.ResourceId, new AssetId(KindNames.OnlineDeployment, endpoint, "blue"), Deployment(Sim.World.Primary.Region, 1));
        }

        long before = Sim.Azure.Calls.LastSequence;
        IReadOnlyList<string> work = await CompareAllAsync(KindNames.OnlineDeployment);

        Assert.Equal(["a-endpoint:blue", "b-endpoint:blue", "c-endpoint:blue"], work);

        // Two pages of endpoints, each with a look whether the secondary has the kind at all.
        Assert.Equal(["onlineEndpoints/deployments:list 3", "onlineEndpoints:list 4"], Reads(before));
    }

    [Fact]
    public async Task Nested_WarmDeployment_EqualsThePrimarysWithLessCapacity()
    {
        await MirrorEndpointAsync("churn", "{}", "blue");
        Assert.Equal(1, (int?)Sim.Azure.Resources.Get($"{Sim.World.Secondary.ResourceId}/onlineEndpoints/churn/deployments/blue")!["sku"]!["capacity"]);

        Assert.Empty(await WorkAsync(await CompareAsync(KindNames.OnlineDeployment)));
    }

    [Theory]
    [InlineData(KindNames.Datastore, "datastores", false)]
    [InlineData(KindNames.Datastore, "datastores", true)]
    [InlineData(KindNames.Model, "models", false)]
    [InlineData(KindNames.Model, "models", true)]
    public async Task AnyShape_ListDeniedOnOneSide_IsAFindingWithNoWordOnItsAssets(string kind, string collection, bool inPrimary)
    {
        Sim.RegisterInPrimary(Documents.ModelId(), Documents.Model(Sim.BlobStoreUri("m")));
        Sim.Azure.Access.Define(Role, ["Microsoft.MachineLearningServices/workspaces/read", "Microsoft.Storage/*"]);
        Sim.Azure.Access.Define("All of it", ["*"], ["*"]);
        string me = Sim.Azure.Tokens.PrincipalOf().ToString();
        Sim.Azure.Access.Grant(me, "All of it", Sim.World.ControlAccount.ResourceId);
        Sim.Azure.Access.Grant(me, Role, inPrimary ? Sim.World.Primary.ResourceId : Sim.World.Secondary.ResourceId);
        Sim.Azure.Access.Grant(me, "All of it", inPrimary ? Sim.World.Secondary.ResourceId : Sim.World.Primary.ResourceId);
        Sim.Azure.Access.Enforced = true;

        SweepPage page = await CompareAsync(kind);

        Assert.Equal((0, 0, null), (page.Seen, page.Differing, page.WorkList));
        Assert.Equal(("AccessDenied", kind), (page.Finding!.Code, page.Finding.Kind));
        Assert.Contains(collection, page.Finding.Message, StringComparison.Ordinal);
    }

    private static JsonObject Datastore(string credentials, string container = "c") => new()
    {
        ["properties"] = new JsonObject
        {
            ["datastoreType"] = "AzureBlob", ["accountName"] = "stshared", ["containerName"] = container,
            ["credentials"] = new JsonObject { ["credentialsType"] = credentials },
        },
    };

    private static JsonObject Endpoint(string region, string traffic) => new()
    {
        ["location"] = region,
        ["properties"] = new JsonObject { ["authMode"] = "AADToken", ["traffic"] = JsonNode.Parse(traffic), ["provisioningState"] = "Succeeded" },
    };

    private static JsonObject Deployment(string region, int capacity) => new()
    {
        ["location"] = region,
        ["sku"] = new JsonObject { ["name"] = "Default", ["capacity"] = capacity },
        ["properties"] = new JsonObject { ["endpointComputeType"] = "Managed", ["instanceType"] = "Standard_DS3_v2", ["provisioningState"] = "Succeeded" },
    };

    private Task<SweepPage> CompareAsync(string kind) => Sim.Get<SweepComparer>().CompareAsync(Pair, kind, "s", 0, 0, null, false, None);

    private async Task<IReadOnlyList<string>> CompareAllAsync(string kind)
    {
        var work = new List<string>();
        string? token = null;
        int number = 0;
        do
        {
            SweepPage page = await Sim.Get<SweepComparer>().CompareAsync(Pair, kind, "s", number, number++, token, false, None);
            work.AddRange(await WorkAsync(page));
            token = page.ContinuationToken;
        }
        while (token is not null);
        return work;
    }

    private async Task<IEnumerable<string>> WorkAsync(SweepPage page) =>
        page.WorkList is null
            ? []
            : (await Sim.Get<WorkListStore>().ReadPartAsync<SweepWorkItem>(page.WorkList, 0, None))
                .Select(item => item.Asset.Version.Length == 0 ? item.Asset.Name : $"{item.Asset.Name}:{item.Asset.Version}");

    // The ARM reads since, with how often each was made.
    private IEnumerable<string> Reads(long since) =>
        Sim.Azure.Calls.Read(new() { Since = since, Service = AzureService.Arm })
            .GroupBy(call => call.Operation).Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal);

    private void Put(string workspace, AssetId asset, JsonObject body) =>
        Sim.Azure.Resources.Put($"{workspace}/{Kinds[asset.Kind].PathOf(asset)}", body);

    private async Task MirrorEndpointAsync(string name, string traffic, params string[] deployments)
    {
        var endpoint = new AssetId(KindNames.OnlineEndpoint, name, "");
        Put(Sim.World.Secondary.ResourceId, endpoint, Endpoint(Sim.World.Secondary.Region, "{}"));
        Put(Sim.World.Primary.ResourceId, endpoint, Endpoint(Sim.World.Primary.Region, traffic));
        foreach (string deployment in deployments)
        {
            await MirrorAsync(new AssetId(KindNames.OnlineDeployment, name, deployment), Deployment(Sim.World.Primary.Region, 3));
        }

        await MirrorAsync(endpoint, Endpoint(Sim.World.Primary.Region, traffic), deployments);
    }

    // Brings a document over, rewritten for the secondary, and records it as mirrored.
    private async Task MirrorAsync(AssetId asset, JsonObject body, params string[] standing)
    {
        IAssetKind kind = Kinds[asset.Kind];
        Put(Sim.World.Primary.ResourceId, asset, body);
        AssetDocument source = (await Sim.Get<AmlClient>().TryGetVersionAsync(Primary, asset, None))!;
        RewriteContext context = await Sim.Get<MirrorContextFactory>().CreateAsync(Sim.Pair, kind, source, None);
        RewriteResult rewritten = DocumentRewriter.Rewrite(asset, source, kind, context with { StandingChildren = standing.ToHashSet() });
        Assert.Empty(rewritten.Findings);
        Put(Sim.World.Secondary.ResourceId, asset, rewritten.Body);
        await RecordAsync(asset, AssetState.Mirrored, SourceFingerprint.Of(source, kind));
    }

    private async Task SkipSystemStoresAsync()
    {
        await foreach (AssetDocument store in Sim.Get<AmlClient>().ListContainers(Primary, Kinds[KindNames.Datastore], None))
        {
            await RecordAsync(
                new AssetId(KindNames.Datastore, store.ResourceName!, ""), AssetState.Skipped, SourceFingerprint.Of(store, Kinds[KindNames.Datastore]));
        }
    }

    private Task<AssetRecord> RecordAsync(AssetId asset, AssetState state, string fingerprint) => Sim.Get<LedgerStore>().UpdateAsync(
        Pair, asset, _ => new AssetRecord { Asset = asset, State = state, UpdatedAt = DateTimeOffset.UnixEpoch, SourceFingerprint = fingerprint }, None);
}
