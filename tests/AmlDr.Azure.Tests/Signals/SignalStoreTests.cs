using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Signals;
using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Core.Signals;

namespace AmlDr.Azure.Tests.Signals;

public sealed class SignalStoreTests : SimulatorTest
{
    private SignalStore Store => Sim.Get<SignalStore>();

    private string Pair => Sim.Pair.Name;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task ReadAsync_EmptyLedgerBeforeTheFirstSweep_IsNotKnown()
    {
        Assert.Null((await Store.RefreshAsync(Pair, None)).Figures);

        await Sim.Get<SweepStore>().WriteLatestAsync(Pair, new SweepSummary { SweepId = "s", StartedAt = Now, EndedAt = Now, LastSuccessAt = Now }, None);

        SignalFacts facts = await Store.RefreshAsync(Pair, None);
        Assert.Equal((0, 1.0), (facts.Figures!.Known, facts.Figures.Coverage));
        Assert.NotNull(facts.SweptAt);
    }

    [Fact]
    public async Task RefreshAsync_StatesOfTheLedger_AreSummedUp()
    {
        DateTimeOffset old = Now.AddHours(-5);
        await RecordAsync("a", AssetState.Mirrored, Now);
        await RecordAsync("b", AssetState.Failed, Now, modified: old);
        await RecordAsync("c", AssetState.Mirroring, old);
        await RecordAsync("d", AssetState.Mirroring, Now);
        await RecordAsync("e", AssetState.Skipped, old);
        await RecordAsync("f", AssetState.SourceDeleted, old);

        PairFigures figures = (await Store.RefreshAsync(Pair, None)).Figures!;

        Assert.Equal((4, 1, 2, 1), (figures.Known, figures.Mirrored, figures.Failing, figures.Stuck));
        Assert.Equal(old, figures.OldestOpenAt!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(figures.Failing, (await Store.ReadAsync(Pair, None)).Figures!.Failing);
    }

    [Fact]
    public async Task ReadAsync_FiguresOfLongAgo_AreNotBelieved()
    {
        await RecordAsync("a", AssetState.Mirrored, Now);
        await Store.RefreshAsync(Pair, None);
        PairFigures kept = (await Store.ReadAsync(Pair, None)).Figures!;
        await Sim.Get<ControlStoreClient>().WriteAsync(
            $"pairs/{Pair}/signals/figures.json", kept with { TakenAt = Now - SignalStore.FiguresKeptFor }, Azure.Blobs.BlobCondition.None, null, None);

        Assert.Null((await Store.ReadAsync(Pair, None)).Figures);
    }

    private async Task RecordAsync(string name, AssetState state, DateTimeOffset updated, DateTimeOffset? modified = null)
    {
        AssetId asset = Documents.ModelId(name);
        await Sim.Get<LedgerStore>().UpdateAsync(
            Pair, asset, _ => new AssetRecord { Asset = asset, State = state, UpdatedAt = updated, SourceModifiedAt = modified }, None);
    }
}
