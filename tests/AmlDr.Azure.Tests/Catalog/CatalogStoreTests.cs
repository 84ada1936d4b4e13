using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Secrets;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Sandbox.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Catalog;

public sealed class CatalogStoreTests : SimulatorTest, IDisposable
{
    private const string Pair = AppServices.PairName;
    private const string Canary = "canary-hunter2/+ä?Zq81";
    private static readonly AssetId Blue = new(KindNames.OnlineDeployment, "churn", "blue");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amldr-catalog-");

    private CatalogStore Store => StoreOf(Sim.Build());

    [Fact]
    public async Task WriteIfNewAsync_ThenOpen_GivesTheDocumentAsThePrimaryReturnedIt()
    {
        AssetDocument document = Deployment();

        Assert.True(await Store.WriteIfNewAsync(Pair, Blue, document, "f1", None));

        CatalogEntry entry = (await Store.TryReadAsync(Pair, Blue, None))!;
        Assert.Equal(document.CloneNode().ToJsonString(), entry.Open(Sim.Get<SecretSealer>()).CloneNode().ToJsonString());
        Assert.Equal(["/properties/environmentVariables/API_KEY"], entry.Sealed.Keys);
        Assert.Equal((Blue, "f1", Pair), (entry.Asset, entry.Fingerprint, entry.Pair));
    }

    [Fact]
    public async Task WriteIfNewAsync_Entry_DescribesThePrimaryWithoutAskingIt()
    {
        await Store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None);
        CatalogWorkspace workspace = (await Store.TryReadAsync(Pair, Blue, None))!.Workspace;

        Assert.Equal(await Sim.Get<AmlClient>().DescribeWorkspaceAsync(Primary, None), workspace.Describe());
        Assert.Contains(Sim.World.Primary.Account, workspace.BlobEndpoint.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteIfNewAsync_KnownFingerprint_CostsOneLookAndNoWrite()
    {
        CatalogStore store = Store;
        await store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None);
        long before = Sim.Azure.Calls.LastSequence;

        Assert.False(await store.WriteIfNewAsync(Pair, Blue, Deployment("other"), "f1", None));

        Assert.Equal("HEAD", Assert.Single(Sim.Azure.Calls.Read(new() { Since = before })).Method);
    }

    [Fact]
    public async Task WriteIfNewAsync_NewFingerprint_ReplacesTheEntryAndTheListing()
    {
        CatalogStore store = Store;
        await store.WriteIfNewAsync(Pair, Blue, Deployment("old"), "f1", None);

        Assert.True(await store.WriteIfNewAsync(Pair, Blue, Deployment("new"), "f2", None));

        Assert.Equal("new", (string?)(await store.TryReadAsync(Pair, Blue, None))!.Document["properties"]!["description"]);
        Assert.Equal("f2", Assert.Single((await store.ListPageAsync(Pair, null, null, None)).Entries).Fingerprint);
    }

    [Fact]
    public async Task WriteIfNewAsync_ManyAtOnce_OneEntryStands()
    {
        CatalogStore store = Store;

        bool[] written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None)));

        Assert.Contains(true, written);
        Assert.Single((await store.ListPageAsync(Pair, null, null, None)).Entries);
    }

    [Fact]
    public async Task WriteIfNewAsync_PatternsOfThePolicyChanged_SealsWhatIsSecretNow()
    {
        string policy = Path.Combine(_folder.FullName, "policy.json");
        await File.WriteAllTextAsync(policy, """{"secrets": {"namePatterns": ["MODE"]}}""");
        await Store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None);
        CatalogStore changed = StoreOf(Sim.Build(("Pairs:0:PolicyFile", policy)));

        Assert.False(Assert.Single((await changed.ListPageAsync(Pair, null, null, None)).Entries).IsCurrent);
        Assert.True(await changed.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None));
        Assert.Equal(["/properties/environmentVariables/MODE"], (await changed.TryReadAsync(Pair, Blue, None))!.Sealed.Keys);
        Assert.True(Assert.Single((await changed.ListPageAsync(Pair, null, null, None)).Entries).IsCurrent);
    }

    [Fact]
    public async Task WriteIfNewAsync_KeyRingLost_SealsAnewThoughTheFingerprintIsKnown()
    {
        await Store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None);
        ServiceProvider services = Sim.Build(("KeyRing:Directory", Path.Combine(_folder.FullName, "new")));
        CatalogStore store = StoreOf(services);
        CatalogEntry lost = (await store.TryReadAsync(Pair, Blue, None))!;
        var failure = Assert.Throws<AccessDeniedException>(() => lost.Open(services.GetRequiredService<SecretSealer>()));
        Assert.Contains("AmlDr__KeyRing__Directory", failure.Message, StringComparison.Ordinal);

        Assert.True(await store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None));
        Assert.Equal(
            Deployment().CloneNode().ToJsonString(),
            (await store.TryReadAsync(Pair, Blue, None))!.Open(services.GetRequiredService<SecretSealer>()).CloneNode().ToJsonString());
        Assert.False(await store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None));
    }

    [Fact]
    public async Task ControlStore_AfterSecretsOfEveryKind_HoldsThemInNoEncoding()
    {
        string signature = Uri.EscapeDataString(Canary);
        (AssetId Asset, JsonObject Properties)[] assets =
        [
            (Blue, new JsonObject { ["environmentVariables"] = new JsonObject { ["API_KEY"] = Canary } }),
            (new(KindNames.BatchDeployment, "b", "d"), new JsonObject { ["environmentVariables"] = new JsonObject { ["PASSWORD"] = Canary } }),
            (new(KindNames.OnlineEndpoint, "churn", ""), new JsonObject { ["keys"] = new JsonObject { ["primaryKey"] = Canary } }),
            (new(KindNames.Datastore, "d", ""), new JsonObject { ["credentials"] = new JsonObject { ["secrets"] = new JsonObject { ["key"] = Canary } } }),
            (new(KindNames.Connection, "c", ""), new JsonObject
            {
                ["credentials"] = new JsonObject { ["key"] = Canary, ["unknown"] = Canary }, ["metadata"] = new JsonObject { ["token"] = Canary },
            }),
            (new(KindNames.Schedule, "s", ""), new JsonObject
            {
                ["action"] = new JsonObject { ["jobDefinition"] = new JsonObject { ["environmentVariables"] = new JsonObject { ["A_TOKEN"] = Canary } } },
            }),
            (new(KindNames.Data, "d", "1"), new JsonObject { ["dataUri"] = $"https://st.blob.core.windows.net/c/f?sig={signature}" }),
        ];
        foreach ((AssetId asset, JsonObject properties) in assets)
        {
            await Store.WriteIfNewAsync(Pair, asset, new AssetDocument(new JsonObject { ["properties"] = properties }), "f", None);
        }

        IReadOnlyList<BlobSnapshot> blobs = Sim.Azure.Blobs.List(Sim.World.ControlAccount.Name, "amldr");
        Assert.Equal(assets.Length, blobs.Count);
        Assert.All(blobs, blob =>
        {
            Assert.Empty(SecretTraces.Find(Sim.Azure.Blobs.Read(Sim.World.ControlAccount.Name, "amldr", blob.Name)!.ToArray(), Canary));
            Assert.Empty(SecretTraces.Find(Encoding.UTF8.GetBytes(blob.Name + string.Join('\n', blob.Metadata)), Canary));
        });
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%")]
    public void SecretTraces_PlantedText_IsFoundInEachEncoding(string before)
    {
        foreach (string form in new[]
        {
            Canary, Uri.EscapeDataString(Canary), Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Canary + before)),
            System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes("12" + Canary)), Convert.ToHexString(Encoding.UTF8.GetBytes(Canary)),
        })
        {
            Assert.NotEmpty(SecretTraces.Find(Encoding.UTF8.GetBytes($"a{before}{form}{before}"), Canary));
        }
    }

    [Fact]
    public async Task ListAllAsync_KindsAndOddNames_ComeBackAsTheyWere()
    {
        CatalogStore store = Store;
        AssetId[] assets =
        [
            new(KindNames.Datastore, "plain", ""), new(KindNames.Data, "größe", "v 1/2:%"), new(KindNames.Data, "größe", ".."),
            new(KindNames.Environment, new string('ä', 255), new string('模', 255)), Blue,
        ];
        foreach (AssetId asset in assets)
        {
            await store.WriteIfNewAsync(Pair, asset, Deployment(), $"f-{asset.Kind}", None);
        }

        var listed = new List<CatalogListing>();
        await foreach (CatalogListing entry in store.ListAllAsync(Pair, null, None))
        {
            listed.Add(entry);
        }

        Assert.Equal(assets.ToHashSet(), listed.Select(entry => entry.Asset).ToHashSet());
        Assert.All(listed, entry => Assert.Equal($"f-{entry.Asset.Kind}", entry.Fingerprint));
        Assert.Equal(2, (await store.ListPageAsync(Pair, KindNames.Data, null, None)).Entries.Count);
        Assert.NotNull(await store.TryReadAsync(Pair, assets[3], None));
    }

    [Fact]
    public async Task Catalog_NothingWritten_IsEmpty()
    {
        Assert.Null(await Store.TryReadAsync(Pair, Blue, None));
        Assert.Empty((await Store.ListPageAsync(Pair, null, null, None)).Entries);
        Assert.False(await Store.DeleteAsync(Pair, Blue, None));
    }

    [Fact]
    public async Task DeleteAsync_KnownAsset_ForgetsIt()
    {
        await Store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None);

        Assert.True(await Store.DeleteAsync(Pair, Blue, None));

        Assert.Null(await Store.TryReadAsync(Pair, Blue, None));
    }

    [Fact]
    public async Task TryReadAndOpen_PrimaryDead_StillAnswers()
    {
        await Store.WriteIfNewAsync(Pair, Blue, Deployment(), "f1", None);
        Sim.Azure.Regions.TakeDown(Sim.World.Primary.Region, Sandbox.Faults.OutageMode.Unavailable);

        CatalogEntry entry = (await Store.TryReadAsync(Pair, Blue, None))!;

        Assert.Equal(Canary, entry.Open(Sim.Get<SecretSealer>()).GetString("properties", "environmentVariables", "API_KEY"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static CatalogStore StoreOf(ServiceProvider services) => new(
        services.GetRequiredService<ControlStoreClient>(), services.GetRequiredService<SecretSealer>(), services.GetRequiredService<PairRegistry>(),
        KindCatalog.CreateDefault(), services.GetRequiredService<StoreResolver>(), services.GetRequiredService<TimeProvider>());

    private static AssetDocument Deployment(string description = "blue") => new(new JsonObject
    {
        ["id"] = "/subscriptions/s/x",
        ["systemData"] = new JsonObject { ["createdBy"] = "someone" },
        ["properties"] = new JsonObject
        {
            ["description"] = description,
            ["environmentVariables"] = new JsonObject { ["API_KEY"] = Canary, ["MODE"] = "full" },
            ["nothing"] = null,
        },
    });
}
