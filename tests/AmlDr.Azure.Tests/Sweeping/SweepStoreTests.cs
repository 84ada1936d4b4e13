using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Deletions;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Tests.Sweeping;

public class SweepStoreTests : SimulatorTest
{
    [Fact]
    public async Task TryGetLatestAsync_BeforeTheFirstSweep_GivesNull() =>
        Assert.Null(await Sim.Get<SweepStore>().TryGetLatestAsync(AppServices.PairName, None));

    [Fact]
    public async Task WriteLatestAsync_Sweeps_TheLastOneStandsPerPair()
    {
        SweepStore store = Sim.Get<SweepStore>();
        var first = new SweepSummary { SweepId = "one", StartedAt = DateTimeOffset.UnixEpoch };
        SweepSummary second = first with
        {
            SweepId = "two", EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(1.5), Findings = [new SweepFinding("Code", "Message", "model")],
            Kinds =
            [
                new KindSweep("model") { IsCompared = true, Seen = 6, Differing = 5, Mirrored = 4, Skipped = 3, Refused = 2, Failed = 1 },
                new KindSweep("data") { Seen = 10, Deferred = 7, SourceDeleted = 8 },
            ],
        };

        await store.WriteLatestAsync(AppServices.PairName, first, None);
        await store.WriteLatestAsync(AppServices.PairName, second, None);
        await store.WriteLatestAsync("other", first, None);

        SweepSummary read = (await store.TryGetLatestAsync(AppServices.PairName, None))!;
        Assert.Equal(("two", second.EndedAt), (read.SweepId, read.EndedAt));
        Assert.Equal(second.Kinds, read.Kinds);
        Assert.Equal(second.Findings, read.Findings);
        Assert.Equal((16, 5, 7, 4, 3, 2, 1, 8), (read.Seen, read.Differing, read.Deferred, read.Mirrored, read.Skipped, read.Refused, read.Failed, read.SourceDeleted));
        Assert.Equal("one", (await store.TryGetLatestAsync("other", None))!.SweepId);
    }

    [Fact]
    public async Task DeleteWorkListsAsync_AfterASweep_LeavesTheSummaryAndOtherPairs()
    {
        SweepStore store = Sim.Get<SweepStore>();
        await store.WriteLatestAsync(AppServices.PairName, new SweepSummary { SweepId = "one", StartedAt = DateTimeOffset.UnixEpoch }, None);
        foreach (string list in new[] { $"pairs/{AppServices.PairName}/sweeps/one/model-000000", $"pairs/{AppServices.PairName}/sweeps/zero/data-000001", "pairs/other/sweeps/x/y" })
        {
            await Sim.Get<WorkListStore>().WriteAsync(list, Enumerable.Range(0, 250), None);
        }

        await store.DeleteWorkListsAsync(AppServices.PairName, None);

        Assert.NotNull(await store.TryGetLatestAsync(AppServices.PairName, None));
        Assert.Equal(50, (await Sim.Get<WorkListStore>().ReadPartAsync<int>("pairs/other/sweeps/x/y", 2, None)).Count);
        Assert.Equal(4, Sim.Azure.Blobs.List(Sim.World.ControlAccount.Name, "amldr").Count);
    }

    [Fact]
    public async Task ReadPartAsync_NoSuchPart_IsNotFound() =>
        await Assert.ThrowsAsync<NotFoundException>(() => Sim.Get<WorkListStore>().ReadPartAsync<int>("pairs/x/sweeps/y/z", 0, None));

    [Fact]
    public async Task WriteDeletionFindingAsync_Null_TakesItBack()
    {
        SweepStore store = Sim.Get<SweepStore>();
        var finding = new DeletionFinding("s", DateTimeOffset.UnixEpoch, new Dictionary<string, int> { ["model"] = 3 }, 10, "text");

        Assert.Null(await store.TryGetDeletionFindingAsync(AppServices.PairName, None));
        await store.WriteDeletionFindingAsync(AppServices.PairName, finding, None);
        DeletionFinding? standing = await store.TryGetDeletionFindingAsync(AppServices.PairName, None);
        await store.WriteDeletionFindingAsync(AppServices.PairName, null, None);

        Assert.Equal(3, standing!.Missing["model"]);
        Assert.Null(await store.TryGetDeletionFindingAsync(AppServices.PairName, None));
    }
}
