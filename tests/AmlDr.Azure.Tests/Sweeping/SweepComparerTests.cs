using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Azure.Tests.Sweeping;

public class SweepComparerTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;
    private const string Sweep = "sweep|1/a";

    private SweepComparer Comparer => Sim.Get<SweepComparer>();

    private protected override SimulatedAzureOptions Options => new()
    {
        PageSizes = new Dictionary<string, int> { ["models"] = 2, ["models/versions"] = 2 },
    };

    [Fact]
    public async Task CompareAsync_EmptyPrimary_FindsNothing()
    {
        SweepPage page = await CompareAsync();

        Assert.Equal(new SweepPage(0, 0, null, null), page);
    }

    [Fact]
    public async Task CompareAsync_NothingMirroredYet_ListsEveryVersionInOrder()
    {
        Register("b", "1", "2", "10");
        Register("a", "1");

        SweepPage page = await CompareAsync();

        Assert.Equal((4, 4), (page.Seen, page.Differing));
        Assert.Equal(["a:1", "b:1", "b:10", "b:2"], await WorkAsync(page));
    }

    [Fact]
    public async Task CompareAsync_AllMirrored_CostsListPagesAlone()
    {
        foreach (string name in new[] { "a", "b" })
        {
            await MirrorAsync(name, "1", "2", "3");
        }

        await CompareAsync();
        long before = Sim.Azure.Calls.LastSequence;

        SweepPage page = await CompareAsync();

        Assert.Equal(new SweepPage(6, 0, null, null), page);
        IReadOnlyList<CallRecord> calls = Sim.Azure.Calls.Read(new() { Since = before, Service = AzureService.Arm });
        Assert.Equal(
            ["models/versions:list", "models:list"], calls.Select(call => call.Operation).Distinct().Order(StringComparer.Ordinal));

        // One page of containers, and two pages of versions of two containers on each side.
        Assert.Equal(1 + (2 * 2 * 2), calls.Count);
        Assert.All(Sim.Azure.Calls.Read(new() { Since = before, Service = AzureService.Blob }), call => Assert.Equal("blobs:list", call.Operation));
    }

    [Fact]
    public async Task CompareAsync_MoreContainersThanAPage_GoOnAtTheToken()
    {
        foreach (string name in new[] { "a", "b", "c", "d", "e" })
        {
            Register(name, "1");
        }

        var seen = new List<string>();
        string? token = null;
        int number = 0;
        do
        {
            SweepPage page = await Comparer.CompareAsync(Pair, KindNames.Model, Sweep, number++, token, None);
            seen.AddRange(await WorkAsync(page));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal(3, number);
        Assert.Equal(["a:1", "b:1", "c:1", "d:1", "e:1"], seen);
    }

    [Fact]
    public async Task CompareAsync_Kinds_AreComparedApart()
    {
        Register("a", "1");
        Sim.RegisterInPrimary(Documents.EnvironmentId("e", "1.0 beta+x&y"), Documents.Environment());

        SweepPage models = await CompareAsync();
        SweepPage environments = await Comparer.CompareAsync(Pair, KindNames.Environment, Sweep, 0, null, None);

        Assert.Equal(["a:1"], await WorkAsync(models));
        Assert.Equal(["e:1.0 beta+x&y"], await WorkAsync(environments));
    }

    [Fact]
    public async Task CompareAsync_ChangedInThePrimary_Differs()
    {
        await MirrorAsync("a", "1", "2");
        JsonObject changed = Documents.Model(Sim.BlobStoreUri("m/a/2"));
        changed["properties"]!["tags"]!["team"] = "other";
        Sim.RegisterInPrimary(Documents.ModelId("a", "2"), changed);

        Assert.Equal(["a:2"], await WorkAsync(await CompareAsync()));
    }

    [Fact]
    public async Task CompareAsync_ArchivedInThePrimary_IsSeenAndDiffers()
    {
        await MirrorAsync("a", "1");
        JsonObject archived = Documents.Model(Sim.BlobStoreUri("m/a/1"));
        archived["properties"]!["isArchived"] = true;
        Sim.RegisterInPrimary(Documents.ModelId("a", "1"), archived);

        Assert.Equal(["a:1"], await WorkAsync(await CompareAsync()));
    }

    [Fact]
    public async Task CompareAsync_GoneFromTheSecondary_Differs()
    {
        await MirrorAsync("a", "1", "2");
        Sim.Azure.Resources.Remove(Documents.Id(Sim.World.Secondary.ResourceId, Documents.ModelId("a", "1")));

        Assert.Equal(["a:1"], await WorkAsync(await CompareAsync()));
    }

    [Fact]
    public async Task CompareAsync_ContainerGoneFromTheSecondary_Differs()
    {
        await MirrorAsync("a", "1", "2");
        Sim.Azure.Resources.Remove($"{Sim.World.Secondary.ResourceId}/models/a");

        Assert.Equal(["a:1", "a:2"], await WorkAsync(await CompareAsync()));
    }

    [Fact]
    public async Task CompareAsync_ChangedInTheSecondary_Differs()
    {
        await MirrorAsync("a", "1");
        JsonObject document = Sim.InSecondary(Documents.ModelId("a", "1"))!;
        document["properties"]!["description"] = "meddled with";
        Sim.RegisterInSecondary(Documents.ModelId("a", "1"), document);

        Assert.Equal(["a:1"], await WorkAsync(await CompareAsync()));
    }

    [Fact]
    public async Task CompareAsync_OnlyInTheSecondary_IsNoWork()
    {
        await MirrorAsync("a", "1");
        Sim.RegisterInSecondary(Documents.ModelId("extra", "1"), Documents.Model("azureml://registries/r/models/m/versions/1"));

        Assert.Equal(new SweepPage(1, 0, null, null), await CompareAsync());
    }

    [Theory]
    [InlineData(AssetState.Skipped, true)] // no rule skips it any more
    [InlineData(AssetState.Mirrored, false)]
    [InlineData(AssetState.Failed, true)]
    [InlineData(AssetState.Refused, true)]
    [InlineData(AssetState.Mirroring, true)]
    [InlineData(AssetState.Pending, true)]
    public async Task CompareAsync_State_SaysWhetherAVersionIsSettled(AssetState state, bool differs)
    {
        string fingerprint = await MirrorAsync("a", "1");
        await RecordAsync(Documents.ModelId("a", "1"), state, fingerprint);

        Assert.Equal(differs ? 1 : 0, (await CompareAsync()).Differing);
    }

    [Fact]
    public async Task CompareAsync_SkippedThatTheRulesStillSkip_IsSettled()
    {
        JsonObject document = Documents.Model("azureml://datastores/workspaceblobstore/paths/m");
        document["properties"]!["isAnonymous"] = true;
        Sim.RegisterInPrimary(Documents.ModelId("a", "1"), document);
        MirrorInspection inspection = await Sim.Get<AssetInspector>().InspectAsync(Pair, Documents.ModelId("a", "1"), false, false, None);
        await RecordAsync(Documents.ModelId("a", "1"), AssetState.Skipped, inspection.SourceFingerprint!);

        Assert.Equal(MirrorDecision.Skip, inspection.Decision);
        Assert.Equal(0, (await CompareAsync()).Differing);
    }

    [Fact]
    public async Task CompareAsync_SkippedThatChanged_DiffersAgain()
    {
        string fingerprint = await MirrorAsync("a", "1");
        await RecordAsync(Documents.ModelId("a", "1"), AssetState.Skipped, fingerprint + "x");

        Assert.Equal(1, (await CompareAsync()).Differing);
    }

    [Fact]
    public async Task CompareAsync_RecordThatCannotBeRead_Differs()
    {
        await MirrorAsync("a", "1");
        await Sim.Get<ControlStoreClient>().Container.UploadAsync(
            $"pairs/{Pair}/ledger/model/a/1.json", BinaryData.FromString("x"), BlobCondition.None, "text/plain",
            new Dictionary<string, string> { ["state"] = "Melted" }, None);

        Assert.Equal(["a:1"], await WorkAsync(await CompareAsync()));
    }

    [Theory]
    [InlineData("workspacefilestore")]
    [InlineData("accountGone")]
    public async Task CompareAsync_OneVersionWhoseDatastoreCannotServe_HoldsUpNoOther(string datastore)
    {
        foreach (string workspace in new[] { Sim.World.Primary.ResourceId, Sim.World.Secondary.ResourceId })
        {
            Sim.Azure.Resources.Put($"{workspace}/datastores/accountGone", new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["datastoreType"] = "AzureBlob", ["accountName"] = "stgone", ["containerName"] = "c",
                    ["subscriptionId"] = Sandbox.World.WorldTopology.SubscriptionId, ["resourceGroup"] = Sandbox.World.WorldTopology.ResourceGroup,
                    ["credentials"] = new JsonObject { ["credentialsType"] = "None" },
                },
            });
        }

        await MirrorAsync("a", "1");
        Register("b", "1");
        AssetId bad = Documents.ModelId("a", "2");
        JsonObject body = Documents.Model(Sim.BlobStoreUri("m").Replace("workspaceblobstore", datastore, StringComparison.Ordinal));
        Sim.RegisterInPrimary(bad, body);
        Sim.RegisterInSecondary(bad, body);

        // Recorded as mirrored when its datastore could still serve.
        AssetDocument document = (await Sim.Get<AmlClient>().TryGetVersionAsync(Primary, bad, None))!;
        await RecordAsync(bad, AssetState.Mirrored, FingerprintOf(document));

        Assert.Equal(["a:2", "b:1"], await WorkAsync(await CompareAsync()));
    }

    [Fact]
    public async Task CompareAsync_ListFailsForAWhile_IsRepeated()
    {
        Register("a", "1", "2", "3");
        Sim.Fail("models:list", FaultKind.Error503);
        Sim.Fail("models/versions:list", FaultKind.ResetAfter, skip: 1);
        Sim.Fail("blobs:list", FaultKind.TimeoutBefore);

        Assert.Equal(["a:1", "a:2", "a:3"], await WorkAsync(await CompareAsync()));
    }

    [Theory]
    [InlineData("westeurope")]
    [InlineData("northeurope")]
    public async Task CompareAsync_OneSideDown_FailsAndCallsNothingDifferent(string region)
    {
        await MirrorAsync("a", "1");
        Sim.Azure.Regions.TakeDown(region, OutageMode.Unavailable);

        await Assert.ThrowsAsync<TransientException>(CompareAsync);

        Sim.Azure.Regions.Restore(region);
        Assert.DoesNotContain(
            Sim.Azure.Blobs.List(Sim.World.ControlAccount.Name, "amldr"), blob => blob.Name.Contains("sweeps", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CompareAsync_Again_WritesTheSameWorkListOver()
    {
        Register("a", "1");
        SweepPage first = await CompareAsync();
        Register("b", "1");
        SweepPage second = await CompareAsync();

        Assert.Equal(first.WorkList, second.WorkList);
        Assert.Equal(["a:1", "b:1"], await WorkAsync(second));
    }

    [Fact]
    public async Task ReadWorkAsync_NoSuchList_IsNotFound() =>
        await Assert.ThrowsAsync<NotFoundException>(() => Comparer.ReadWorkAsync("pairs/x/sweeps/y/model-000000.json", None));

    private Task<SweepPage> CompareAsync() => Comparer.CompareAsync(Pair, KindNames.Model, Sweep, 0, null, None);

    private async Task<IEnumerable<string>> WorkAsync(SweepPage page)
    {
        IReadOnlyList<AssetId> work = page.WorkList is null ? [] : await Comparer.ReadWorkAsync(page.WorkList, None);
        Assert.Equal(page.Differing, work.Count);
        return work.Select(asset => $"{asset.Name}:{asset.Version}");
    }

    private void Register(string name, params string[] versions)
    {
        foreach (string version in versions)
        {
            Sim.RegisterInPrimary(Documents.ModelId(name, version), Documents.Model(Sim.BlobStoreUri($"m/{name}/{version}")));
        }
    }

    // Brings the documents over and records them as mirrored; gives the fingerprint of the last.
    private async Task<string> MirrorAsync(string name, params string[] versions)
    {
        Register(name, versions);
        string fingerprint = "";
        foreach (string version in versions)
        {
            AssetId asset = Documents.ModelId(name, version);
            fingerprint = (await Sim.Get<AssetInspector>().InspectAsync(Pair, asset, false, false, None)).SourceFingerprint!;
            await Sim.Get<AssetRegistrar>().RegisterAsync(Pair, asset, None);
            await RecordAsync(asset, AssetState.Mirrored, fingerprint);
        }

        return fingerprint;
    }

    private static string FingerprintOf(AssetDocument document) => Core.Fingerprints.CanonicalJson.Digest(
        Core.Rewriting.WritableDocument.From(document, KindCatalog.CreateDefault()[KindNames.Model]));

    private Task<AssetRecord> RecordAsync(AssetId asset, AssetState state, string fingerprint) => Sim.Get<LedgerStore>().UpdateAsync(
        Pair, asset, _ => new AssetRecord { Asset = asset, State = state, UpdatedAt = DateTimeOffset.UnixEpoch, SourceFingerprint = fingerprint },
        None);
}
