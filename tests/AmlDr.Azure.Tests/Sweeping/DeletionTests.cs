using System.Text.Json.Nodes;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Deletions;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Sweeping;

/// <summary>Finding, judging and applying what the primary has deleted, step by step.</summary>
public sealed class DeletionTests : SimulatorTest, IDisposable
{
    private const string Pair = AppServices.PairName;
    private const string Sweep = "s1";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amldr-test-");

    private protected override SimulatedAzureOptions Options => new() { Throttling = new ThrottlingOptions { Enabled = false } };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task FindAsync_States_MissingAreThoseThatWereMirroredAndOld()
    {
        await SeeAsync("seen");
        await RecordAsync("seen", AssetState.Mirrored, mirrored: true);
        await RecordAsync("gone", AssetState.Mirrored, mirrored: true);
        await RecordAsync("gone-failed-since", AssetState.Failed, mirrored: true);
        await RecordAsync("gone-new", AssetState.Mirrored, mirrored: true, updated: Start.AddSeconds(1));
        await RecordAsync("gone-skipped", AssetState.Skipped);
        await RecordAsync("gone-never-mirrored", AssetState.Failed);
        await RecordAsync("no/name", AssetState.Refused);
        await RecordAsync("known-kept", AssetState.SourceDeleted, mirrored: true, code: DeletionCodes.Kept);
        await RecordAsync("known-open", AssetState.SourceDeleted, mirrored: true, code: DeletionCodes.DeletionFailed);

        KindPresence found = await FindAsync(1);

        Assert.Equal(new KindPresence(KindNames.Model, 1, 4, 2, 4), found);
        Assert.Equal(["gone", "gone-failed-since", "gone-never-mirrored", "known-open"], (await ListAsync(0)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task FindAsync_MoreThanAPart_IsWrittenInParts()
    {
        for (int i = 0; i < 205; i++)
        {
            await RecordAsync($"gone{i}", AssetState.Mirrored, mirrored: true);
        }

        KindPresence found = await FindAsync(0);

        Assert.Equal((205, 205), (found.Missing, found.Listed));
        Assert.Equal(205, (await ListAsync(0)).Concat(await ListAsync(1)).Concat(await ListAsync(2)).Distinct().Count());
    }

    [Fact]
    public async Task FindAsync_ManifestLacksAPage_FailsInsteadOfCallingItDeleted()
    {
        await SeeAsync("a");
        await RecordAsync("b", AssetState.Mirrored, mirrored: true);

        await Assert.ThrowsAsync<InvalidAssetException>(() => FindAsync(2));
    }

    [Fact]
    public async Task ApplyAsync_StillInThePrimaryOrBusy_IsLeftAlone()
    {
        Sim.RegisterInPrimary(Model("there"), Documents.Model(Sim.BlobStoreUri("m")));
        await RecordAsync("there", AssetState.Mirrored, mirrored: true);
        await RecordAsync("busy", AssetState.Mirrored, mirrored: true);
        await WorkAsync("there", "busy");

        DeletionCounts counts = await Applier("delete").ApplyAsync(
            Pair, KindNames.Model, Sweep, 0, asset => Task.FromResult(asset.Name == "busy"), None);

        Assert.Equal(new DeletionCounts(0, 0, 0), counts);
        Assert.Equal(AssetState.Mirrored, (await RecordOfAsync("there")).State);
        Assert.Equal(AssetState.Mirrored, (await RecordOfAsync("busy")).State);
    }

    [Fact]
    public async Task ApplyAsync_Twice_WritesOnceAndKeepsTheTimeOfTheNotice()
    {
        Sim.RegisterInSecondary(Model("a"), Documents.Model("azureml://registries/r/models/m/versions/1"));
        await RecordAsync("a", AssetState.Mirrored, mirrored: true);
        await WorkAsync("a");
        DeletionApplier applier = Applier("archive");

        await ApplyAsync(applier);
        AssetRecord first = await RecordOfAsync("a");
        Assert.Equal(new DeletionCounts(1, 0, 0), await ApplyAsync(applier));

        Assert.Equal((AssetState.SourceDeleted, DeletionCodes.Archived), (first.State, first.Reason!.Code));
        Assert.NotNull(first.SourceDeletedAt);
        Assert.Equal(first, await RecordOfAsync("a"));
        Assert.Equal(1, Sim.Effects("models/versions:put"));
        Assert.True((bool?)Sim.InSecondary(Model("a"))!["properties"]!["isArchived"]);
    }

    [Fact]
    public async Task ApplyAsync_AnswerOfTheDeleteLost_IsGoneTheNextTime()
    {
        Sim.RegisterInSecondary(Model("a"), Documents.Model("azureml://registries/r/models/m/versions/1"));
        await RecordAsync("a", AssetState.Mirrored, mirrored: true);
        await WorkAsync("a");
        Sim.Fail("models/versions:delete", FaultKind.ResetAfter);
        DeletionApplier applier = Applier("delete");

        await Assert.ThrowsAsync<TransientException>(() => ApplyAsync(applier));
        Assert.Equal(new DeletionCounts(1, 0, 0), await ApplyAsync(applier));

        Assert.Equal(DeletionCodes.Deleted, (await RecordOfAsync("a")).Reason!.Code);
    }

    [Fact]
    public async Task ApplyAsync_DeletionDenied_IsRecordedAsOpenAndTriedAgain()
    {
        Sim.RegisterInSecondary(Model("a"), Documents.Model("azureml://registries/r/models/m/versions/1"));
        await RecordAsync("a", AssetState.Mirrored, mirrored: true);
        await WorkAsync("a");
        string me = Sim.Azure.Tokens.PrincipalOf().ToString();
        Sim.Azure.Access.Define("Reader of models", ["Microsoft.MachineLearningServices/workspaces/*/read"]);
        Sim.Azure.Access.Grant(me, "Reader of models", Sandbox.World.WorldTopology.ResourceGroupId);
        Sim.Azure.Access.Define("All of storage", [], ["*"]);
        Sim.Azure.Access.Grant(me, "All of storage", Sandbox.World.WorldTopology.ResourceGroupId);
        Sim.Azure.Access.Enforced = true;
        DeletionApplier applier = Applier("delete");

        Assert.Equal(new DeletionCounts(1, 1, 0), await ApplyAsync(applier));
        AssetRecord open = await RecordOfAsync("a");
        Sim.Azure.Access.Enforced = false;
        Assert.Equal(1, (await FindAsync(0, open.UpdatedAt.AddSeconds(1))).Listed);
        Assert.Equal(new DeletionCounts(1, 0, 0), await ApplyAsync(applier));

        Assert.Equal(DeletionCodes.DeletionFailed, open.Reason!.Code);
        Assert.Contains("403", open.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(DeletionCodes.Deleted, (await RecordOfAsync("a")).Reason!.Code);
        Assert.Null(Sim.InSecondary(Model("a")));
    }

    [Fact]
    public async Task ApplyAsync_KindThatCannotBeArchived_IsKeptAndSaysSo()
    {
        var asset = new AssetId(KindNames.Datastore, "store", "");
        await RecordAsync(asset, AssetState.Mirrored, mirrored: true);
        await Sim.Get<WorkListStore>().WriteAsync(DeletionFinder.ListName(Pair, Sweep, asset.Kind), [asset], None);

        await Applier("archive").ApplyAsync(Pair, asset.Kind, Sweep, 0, _ => Task.FromResult(false), None);

        AssetReason reason = (await Sim.Get<LedgerStore>().TryGetAsync(Pair, asset, None))!.Reason!;
        Assert.Equal(DeletionCodes.Kept, reason.Code);
        Assert.Contains("cannot be archived", reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AmlCompute", "Delete")]
    [InlineData("Kubernetes", "Detach")]
    public async Task ApplyAsync_Compute_SaysWhatBecomesOfTheResourceBelow(string type, string action)
    {
        var asset = new AssetId(KindNames.Compute, "cluster", "");
        Sim.Azure.Resources.Put($"{Sim.World.Secondary.ResourceId}/computes/cluster", JsonNode.Parse(
            """{"location":"northeurope","properties":{"computeType":"TYPE","provisioningState":"Succeeded","properties":{"vmSize":"Standard_DS3_v2"}}}"""
                .Replace("TYPE", type, StringComparison.Ordinal))!.AsObject());
        await RecordAsync(asset, AssetState.Mirrored, mirrored: true);
        await Sim.Get<WorkListStore>().WriteAsync(DeletionFinder.ListName(Pair, Sweep, asset.Kind), [asset], None);

        DeletionCounts counts = await Applier("delete").ApplyAsync(Pair, asset.Kind, Sweep, 0, _ => Task.FromResult(false), None);

        Assert.Equal((1, 0), (counts.Recorded, counts.Failed));
        Assert.Contains($"underlyingResourceAction={action}", Assert.Single(Sim.Calls("computes:delete")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyAsync_NeverMirrored_IsRecordedAndTheSecondaryIsLeftAlone()
    {
        Sim.RegisterInSecondary(Model("a"), Documents.Model("azureml://registries/r/models/m/versions/1"));
        await RecordAsync("a", AssetState.Failed);
        await WorkAsync("a");

        await ApplyAsync(Applier("delete"));

        Assert.Equal(DeletionCodes.NeverMirrored, (await RecordOfAsync("a")).Reason!.Code);
        Assert.NotNull(Sim.InSecondary(Model("a")));
    }

    private static AssetId Model(string name) => Documents.ModelId(name);

    private static Task<DeletionCounts> ApplyAsync(DeletionApplier applier) =>
        applier.ApplyAsync(Pair, KindNames.Model, Sweep, 0, _ => Task.FromResult(false), None);

    private DeletionApplier Applier(string action)
    {
        string policy = Path.Combine(_folder.FullName, "policy.json");
        File.WriteAllText(policy, $$$"""{"deletions":{"action":"{{{action}}}"}}""");
        return Sim.Build(("Pairs:0:PolicyFile", policy)).GetRequiredService<DeletionApplier>();
    }

    private Task<KindPresence> FindAsync(int pages, DateTimeOffset? start = null) =>
        Sim.Get<DeletionFinder>().FindAsync(Pair, KindNames.Model, Sweep, start ?? Start, pages, None);

    private Task SeeAsync(string name) =>
        Sim.Get<ManifestStore>().WritePageAsync(Pair, Sweep, KindNames.Model, 0, [new ManifestItem(Model(name), "f")], None);

    private async Task<IEnumerable<string>> ListAsync(int part) =>
        (await Sim.Get<WorkListStore>().ReadPartAsync<AssetId>(DeletionFinder.ListName(Pair, Sweep, KindNames.Model), part, None)).Select(asset => asset.Name);

    private Task WorkAsync(params string[] names) =>
        Sim.Get<WorkListStore>().WriteAsync(DeletionFinder.ListName(Pair, Sweep, KindNames.Model), names.Select(Model), None);

    private async Task<AssetRecord> RecordOfAsync(string name) => (await Sim.Get<LedgerStore>().TryGetAsync(Pair, Model(name), None))!;

    private Task<AssetRecord> RecordAsync(string name, AssetState state, bool mirrored = false, DateTimeOffset? updated = null, string? code = null) =>
        RecordAsync(Model(name), state, mirrored, updated, code);

    private Task<AssetRecord> RecordAsync(AssetId asset, AssetState state, bool mirrored = false, DateTimeOffset? updated = null, string? code = null) =>
        Sim.Get<LedgerStore>().UpdateAsync(
            Pair, asset,
            _ => new AssetRecord
            {
                Asset = asset, State = state, UpdatedAt = updated ?? Start.AddDays(-1), MirroredAt = mirrored ? Start.AddDays(-2) : null,
                Reason = code is null ? null : new AssetReason(code, "text"),
            },
            None);
}
