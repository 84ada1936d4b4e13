using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Catalog;
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

        Assert.Equal(new SweepPage(0, 0, 0, null, null), page);
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

        Assert.Equal(new SweepPage(6, 0, 0, null, null, 1), page);
        IReadOnlyList<CallRecord> calls = Sim.Azure.Calls.Read(new() { Since = before, Service = AzureService.Arm });
        Assert.Equal(
            ["models/versions:list", "models:list"], calls.Select(call => call.Operation).Distinct().Order(StringComparer.Ordinal));

        // One page of containers, and two pages of versions of two containers on each side.
        Assert.Equal(1 + (2 * 2 * 2), calls.Count);
        Assert.Equal(
            ["blobs:list", "blobs:put"],
            Sim.Azure.Calls.Read(new() { Since = before, Service = AzureService.Blob }).Select(call => call.Operation).Distinct().Order(StringComparer.Ordinal));
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
            SweepPage page = await Comparer.CompareAsync(Pair, KindNames.Model, Sweep, number++, 0, token, false, None);
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
        SweepPage environments = await Comparer.CompareAsync(Pair, KindNames.Environment, Sweep, 0, 0, null, false, None);

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

        Assert.Equal(new SweepPage(1, 0, 0, null, null, 1), await CompareAsync());
    }

    [Theory]
    [InlineData(AssetState.Mirrored, false)]
    [InlineData(AssetState.Failed, true)]
    [InlineData(AssetState.Refused, true)]
    [InlineData(AssetState.Mirroring, true)]
    [InlineData(AssetState.Pending, true)]
    [InlineData(AssetState.SourceDeleted, true)]
    [InlineData(AssetState.Skipped, true)]
    public async Task CompareAsync_State_SaysWhetherAVersionIsSettled(AssetState state, bool differs)
    {
        string fingerprint = await MirrorAsync("a", "1");
        await RecordAsync(Documents.ModelId("a", "1"), state, fingerprint);

        Assert.Equal(differs ? 1 : 0, (await CompareAsync()).Differing);
    }

    [Fact]
    public async Task CompareAsync_SkippedAndStillJudgedOut_IsSettledFromThePrimarysListAlone()
    {
        AssetId asset = Documents.ModelId("a", "1");
        JsonObject anonymous = Documents.Model(Sim.BlobStoreUri("m/a/1"));
        anonymous["properties"]!["isAnonymous"] = true;
        Sim.RegisterInPrimary(asset, anonymous);
        MirrorInspection found = await Sim.Get<AssetInspector>().InspectAsync(Pair, asset, false, false, None);
        await RecordAsync(asset, AssetState.Skipped, found.SourceFingerprint!);
        long before = Sim.Azure.Calls.LastSequence;

        Assert.Equal(new SweepPage(1, 0, 0, null, null, 1), await CompareAsync());
        Assert.All(Sim.Azure.Calls.Read(new() { Since = before, Service = AzureService.Arm }), call => Assert.Equal("westeurope", call.Region));
    }

    [Fact]
    public async Task CompareAsync_MirroredAsADependencyAndDamaged_IsWorkForWhatIsReferenced()
    {
        AssetId asset = Documents.ModelId("a", "1");
        JsonObject anonymous = Documents.Model(Sim.BlobStoreUri("m/a/1"));
        anonymous["properties"]!["isAnonymous"] = true;
        Sim.RegisterInPrimary(asset, anonymous);
        Register("b", "1");
        MirrorInspection found = await Sim.Get<AssetInspector>().InspectAsync(Pair, asset, true, false, None);
        await RecordAsync(asset, AssetState.Mirrored, found.SourceFingerprint!, record => record with { MirroredAt = DateTimeOffset.UnixEpoch });

        SweepPage page = await CompareAsync();

        IReadOnlyList<SweepWorkItem> work = await Sim.Get<WorkListStore>().ReadPartAsync<SweepWorkItem>(page.WorkList!, 0, None);
        Assert.Equal([("a", true), ("b", false)], work.Select(item => (item.Asset.Name, item.IsReferenced)));
    }

    [Theory]
    [InlineData(AssetState.Failed, 1, false, 1)]
    [InlineData(AssetState.Failed, -1, false, 0)]
    [InlineData(AssetState.Refused, 1, false, 1)]
    [InlineData(AssetState.Failed, 1, true, 0)]
    public async Task CompareAsync_FailedBefore_WaitsForItsTimeUnlessAskedFor(AssetState state, int hours, bool retryFailed, int deferred)
    {
        string fingerprint = await MirrorAsync("a", "1");
        await FailAsync(state, fingerprint, hours);

        SweepPage page = await Comparer.CompareAsync(Pair, KindNames.Model, Sweep, 0, 0, null, retryFailed, None);

        Assert.Equal((1, 1 - deferred, deferred), (page.Seen, page.Differing, page.Deferred));
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task CompareAsync_FailedWithAnotherDocument_DiffersAtOnce(string? failedWith)
    {
        await MirrorAsync("a", "1");
        await FailAsync(AssetState.Failed, failedWith, 1);

        Assert.Equal(["a:1"], await WorkAsync(await CompareAsync()));
    }

    [Fact]
    public async Task CompareAsync_Page_WritesAManifestOfAllThatItSaw()
    {
        await MirrorAsync("a", "1");
        Register("b", "1", "2");

        SweepPage page = await CompareAsync();

        Assert.Equal(1, page.ManifestPages);
        IReadOnlyList<ManifestItem> seen = (await Sim.Get<ManifestStore>().TryReadPageAsync(Pair, Sweep, KindNames.Model, 0, None))!;
        Assert.Equal(["a:1", "b:1", "b:2"], seen.Select(entry => $"{entry.Asset.Name}:{entry.Asset.Version}"));
        Assert.Equal(3, seen.Select(entry => entry.Fingerprint).Distinct().Count());
    }

    [Fact]
    public async Task CompareAsync_MoreThanAPart_IsWrittenInParts()
    {
        Register("a", [.. Enumerable.Range(1, 250).Select(version => $"{version}")]);

        SweepPage page = await CompareAsync();

        Assert.Equal(3, WorkListStore.Parts(page.Differing));
        Assert.Equal(250, (await WorkAsync(page)).Distinct().Count());
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

    private Task<SweepPage> CompareAsync() => Comparer.CompareAsync(Pair, KindNames.Model, Sweep, 0, 0, null, false, None);

    private async Task<IEnumerable<string>> WorkAsync(SweepPage page)
    {
        var work = new List<SweepWorkItem>();
        for (int part = 0; part < WorkListStore.Parts(page.Differing); part++)
        {
            work.AddRange(await Sim.Get<WorkListStore>().ReadPartAsync<SweepWorkItem>(page.WorkList!, part, None));
        }

        Assert.Equal(page.Differing, work.Count);
        return work.Select(item => $"{item.Asset.Name}:{item.Asset.Version}");
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

    private Task<AssetRecord> FailAsync(AssetState state, string? failedWith, int hours) => RecordAsync(
        Documents.ModelId("a", "1"), state, "mirrored before",
        record => record with { FailedFingerprint = failedWith, NextAttemptAt = TimeProvider.System.GetUtcNow().AddHours(hours) });

    private Task<AssetRecord> RecordAsync(AssetId asset, AssetState state, string fingerprint, Func<AssetRecord, AssetRecord>? change = null)
    {
        var record = new AssetRecord { Asset = asset, State = state, UpdatedAt = DateTimeOffset.UnixEpoch, SourceFingerprint = fingerprint };
        return Sim.Get<LedgerStore>().UpdateAsync(Pair, asset, _ => change?.Invoke(record) ?? record, None);
    }
}
