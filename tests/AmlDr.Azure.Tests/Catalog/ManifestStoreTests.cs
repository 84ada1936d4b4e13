using AmlDr.Azure.Catalog;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.EmbeddedHost.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Catalog;

public class ManifestStoreTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));

    private ManifestStore Store => Sim.Build(_clock).GetRequiredService<ManifestStore>();

    [Fact]
    public async Task ReadAsync_PagesOfACompleteManifest_AreReadInOrder()
    {
        ManifestStore store = Store;
        await store.WritePageAsync(Pair, "s|1", KindNames.Model, 0, Items("a", "b"), None);
        await store.WritePageAsync(Pair, "s|1", KindNames.Model, 1, [new ManifestItem(new AssetId(KindNames.Model, "c", "1"), null)], None);
        Assert.Null(await store.TryGetLatestAsync(Pair, None));

        await store.CompleteAsync(Pair, "s|1", new Dictionary<string, int> { [KindNames.Model] = 2, [KindNames.Data] = 0 }, None);

        ManifestHead head = (await store.TryGetLatestAsync(Pair, None))!;
        Assert.Equal("s|1", head.SweepId);
        Assert.Equal(0, head.Pages[KindNames.Data]);
        Assert.Equal(["a=f-a", "b=f-b", "c="], await ReadAsync(store, head));
    }

    [Fact]
    public async Task ReadAsync_PageGone_IsNotTakenForComplete()
    {
        ManifestStore store = Store;
        await store.WritePageAsync(Pair, "s", KindNames.Model, 0, Items("a"), None);
        await store.CompleteAsync(Pair, "s", new Dictionary<string, int> { [KindNames.Model] = 2 }, None);

        var failure = await Assert.ThrowsAsync<InvalidAssetException>(async () => await ReadAsync(store, (await store.TryGetLatestAsync(Pair, None))!));

        Assert.Contains("Page 1 of model", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteAsync_FourthSweep_DropsTheFirstAndWhatNeverEnded()
    {
        ManifestStore store = Store;
        await store.WritePageAsync(Pair, "abandoned", KindNames.Model, 0, Items("x"), None);
        foreach (string sweep in new[] { "s1", "s2", "s3", "s4" })
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await SweepAsync(store, sweep);
        }

        Assert.Equal(["s4", "s3", "s2"], (await store.ListCompleteAsync(Pair, None)).Select(head => head.SweepId));
        Assert.Equal(["s2", "s3", "s4"], Folders());
    }

    [Fact]
    public async Task CompleteAsync_SweepUnderWay_KeepsItsPages()
    {
        ManifestStore store = Store;
        await SweepAsync(store, "s1");
        _clock.Advance(TimeSpan.FromHours(1));
        await store.WritePageAsync(Pair, "running", KindNames.Model, 0, Items("x"), None);
        _clock.Advance(TimeSpan.FromHours(1));

        await SweepAsync(store, "s2");

        Assert.Equal(["running", "s1", "s2"], Folders());
    }

    [Fact]
    public async Task CompleteAsync_Twice_IsOnce()
    {
        ManifestStore store = Store;
        await SweepAsync(store, "s1");
        ManifestHead first = (await store.TryGetLatestAsync(Pair, None))!;
        _clock.Advance(TimeSpan.FromHours(1));

        await store.CompleteAsync(Pair, "s1", new Dictionary<string, int> { [KindNames.Model] = 1 }, None);

        Assert.Equal(first.CompletedAt, Assert.Single(await store.ListCompleteAsync(Pair, None)).CompletedAt);
    }

    private static async Task<List<string>> ReadAsync(ManifestStore store, ManifestHead head)
    {
        var read = new List<string>();
        await foreach (ManifestItem item in store.ReadAsync(Pair, head, KindNames.Model, None))
        {
            read.Add($"{item.Asset.Name}={item.Fingerprint}");
        }

        return read;
    }

    private static async Task SweepAsync(ManifestStore store, string sweep)
    {
        await store.WritePageAsync(Pair, sweep, KindNames.Model, 0, Items("a"), None);
        await store.CompleteAsync(Pair, sweep, new Dictionary<string, int> { [KindNames.Model] = 1 }, None);
    }

    private static ManifestItem[] Items(params string[] names) =>
        [.. names.Select(name => new ManifestItem(new AssetId(KindNames.Model, name, "1"), $"f-{name}"))];

    private IEnumerable<string> Folders() =>
        Sim.Azure.Blobs.List(Sim.World.ControlAccount.Name, "amldr", $"pairs/{Pair}/manifests/")
            .Select(blob => blob.Name.Split('/')).Where(parts => parts.Length == 6).Select(parts => parts[3]).Distinct().Order();
}
