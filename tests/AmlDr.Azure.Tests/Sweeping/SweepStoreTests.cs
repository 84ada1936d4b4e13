using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Tests.Support;

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
            SweepId = "two", EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(1.5), Seen = 6, Differing = 5, Mirrored = 4, Skipped = 3, Refused = 2,
            Failed = 1,
        };

        await store.WriteLatestAsync(AppServices.PairName, first, None);
        await store.WriteLatestAsync(AppServices.PairName, second, None);
        await store.WriteLatestAsync("other", first, None);

        Assert.Equal(second, await store.TryGetLatestAsync(AppServices.PairName, None));
        Assert.Equal(first, await store.TryGetLatestAsync("other", None));
    }
}
