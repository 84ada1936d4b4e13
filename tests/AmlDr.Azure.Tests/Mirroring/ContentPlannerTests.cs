using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using Microsoft.Extensions.DependencyInjection;
using BlobContent = AmlDr.Sandbox.Blobs.Contents.BlobContent;

namespace AmlDr.Azure.Tests.Mirroring;

public class ContentPlannerTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;
    private const int BlockBytes = 64 * 1024;

    private static readonly string[] OddNames =
    [
        "m/MLmodel", "m/with space/a+b.txt", "m/100%/50%25", "m/hash#/#1", "m/question?/a=b&c", "m/größe/模型/🚀.pkl", "m/empty/__init__.py",
        "m//double", "m/.hidden", "m/m/m",
    ];

    private ServiceProvider? _services;

    // Files above 64 KiB go by blocks of 64 KiB.
    private ServiceProvider Services => _services ??=
        Sim.Build(("Copy:SingleCopyLimitBytes", $"{BlockBytes}"), ("Copy:BlockBytes", $"{BlockBytes}"));

    private ContentPlanner Planner => Services.GetRequiredService<ContentPlanner>();

    [Fact]
    public async Task PlanAsync_Folder_ListsEveryFileBelowAndNoOther()
    {
        Put(OddNames);
        Put("m", "m2/MLmodel", "M/MLmodel", "m.txt", "other");

        ContentSummary summary = await PlanAsync("m");

        ContentPlan plan = await ReadAsync();
        Assert.Equal([.. OddNames.Order(StringComparer.Ordinal), "m"], plan.Files.Select(file => file.SourceName));
        Assert.All(plan.Files, file => Assert.Equal(file.SourceName, file.TargetName));
        Assert.Equal(OddNames.Length + 1, summary.FileCount);
        Assert.Equal(plan.Files.Sum(file => file.File.Length), summary.TotalBytes);
        Assert.Equal(ContentDigest.Compute(plan.Files.Select(file => file.File)), summary.Digest);
        Assert.Equal(Enumerable.Range(0, plan.Files.Count), plan.ToCopy);
    }

    [Theory]
    [InlineData("m/größe +1%.bin")]
    [InlineData("file")]
    public async Task PlanAsync_OneFile_IsThatFile(string name)
    {
        Put(name, name + "x", name + ".txt");

        ContentSummary summary = await PlanAsync(name);

        PlannedFile file = Assert.Single((await ReadAsync()).Files);
        Assert.Equal(name, file.SourceName);
        Assert.Equal("", file.File.Path);
        Assert.Equal(1, summary.FileCount);
        Assert.Equal(new CopyUnit(0, 1, -1, 0), Assert.Single(summary.Units));
    }

    [Fact]
    public async Task PlanAsync_WholeContainer_IsEveryFile()
    {
        Put("a", "b/c");

        Assert.Equal(2, (await PlanAsync("")).FileCount);
        Assert.Equal(["a", "b/c"], (await ReadAsync()).Files.Select(file => file.File.Path));
    }

    [Fact]
    public async Task PlanAsync_EscapedPath_IsTakenAsWrittenFirstAndUnescapedWhereThatIsEmpty()
    {
        Put("a%20b/x", "a b/x", "c d/x");

        await PlanAsync("a%20b");
        Assert.Equal("a%20b/x", Assert.Single((await ReadAsync()).Files).SourceName);
        await PlanAsync("c%20d");
        ContentPlan plan = await ReadAsync();
        Assert.Equal("c d/x", Assert.Single(plan.Files).SourceName);
        Assert.Equal("c d", plan.Path);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("gone%20too")]
    [InlineData("m2")]
    public async Task PlanAsync_NothingThere_IsInvalidAndNamesAssetAndPlace(string path)
    {
        Put("m/x");

        InvalidAssetException failure = await Assert.ThrowsAsync<InvalidAssetException>(() => PlanAsync(path));

        Assert.Contains("model churn:1", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"'{path}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("restore", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../other/secret")]
    [InlineData("m/../../other")]
    [InlineData("m/%2e%2e/x")]
    public async Task PlanAsync_PathThatLeavesItsFolder_IsInvalid(string path)
    {
        Sim.Azure.Blobs.CreateContainer(Sim.World.Primary.Account, "other");
        Sim.Azure.Blobs.Put(Sim.World.Primary.Account, "other", "secret", BlobContent.FromBytes("s"u8.ToArray()));
        Put("x");

        await Assert.ThrowsAsync<InvalidAssetException>(() => PlanAsync(path));
    }

    [Fact]
    public async Task PlanAsync_FoldersThatAccountsKeepAsBlobs_AreNoFiles()
    {
        Put("m/x", "m/sub/y");
        foreach (string folder in new[] { "m", "m/sub" })
        {
            await PutFolderAsync(Sim.SourceRoot, folder);
            await PutFolderAsync(Sim.TargetRoot, folder);
        }

        ContentSummary summary = await PlanAsync("m");

        Assert.Equal(2, summary.FileCount);
        Assert.Equal(["m/sub/y", "m/x"], (await ReadAsync()).Files.Select(file => file.SourceName));
    }

    [Fact]
    public async Task PlanAsync_EmptyFolderThatAnAccountKeepsAsABlob_HasNoFiles()
    {
        await PutFolderAsync(Sim.SourceRoot, "m");

        await Assert.ThrowsAsync<InvalidAssetException>(() => PlanAsync("m"));
    }

    [Fact]
    public async Task PlanAsync_NoContainerAtTheDestination_IsRefusedWithTheRemedy()
    {
        Put("m/x");
        var missing = new Uri($"{Sim.Azure.BaseUrl}/{Sim.World.Secondary.Account}/missing");
        await WritePlanAsync("m", missing);

        RefusedException failure = await Assert.ThrowsAsync<RefusedException>(() => Planner.PlanAsync(Pair, Documents.ModelId(), 0, None));

        Assert.Contains("/missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("create it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanAsync_AllStand_NeedsNoCopy()
    {
        Put(OddNames);
        foreach (string name in OddNames)
        {
            Sim.PutTarget(name, name);
        }

        ContentSummary summary = await PlanAsync("m");

        Assert.Equal(OddNames.Length, summary.FileCount);
        Assert.Empty(summary.Units);
        Assert.Empty(summary.FilesInBlocks);
        Assert.Empty((await ReadAsync()).ToCopy);
    }

    [Fact]
    public async Task PlanAsync_SomeStandAndSomeDiffer_CopiesTheRestOverWhatDiffers()
    {
        Put("m/1", "m/2", "m/3");
        Sim.PutTarget("m/1", "m/1");
        Sim.PutTarget("m/2", "old");
        Sim.PutTarget("m/extra", "kept");

        ContentSummary summary = await PlanAsync("m");

        ContentPlan plan = await ReadAsync();
        Assert.Equal(["m/2", "m/3"], plan.FilesToCopy().Select(file => file.SourceName));
        Assert.Equal(Sim.Targets("m/2")[0].ETag, plan.FilesToCopy()[0].TargetETag);
        Assert.Null(plan.FilesToCopy()[1].TargetETag);
        Assert.Equal(new CopyUnit(0, 2, -1, 0), Assert.Single(summary.Units));
        Assert.Equal(3, summary.FileCount);
    }

    [Fact]
    public async Task PlanAsync_LargeFiles_AreCutAndCountedByTheirPositionAmongThoseToCopy()
    {
        Put("m/1");
        Sim.PutTarget("m/1", "m/1");
        Put("m/2");
        Sim.PutSource("m/3", BlobContent.Generated(1, (20 * BlockBytes) + 1));
        Sim.PutSource("m/4", BlobContent.Generated(2, BlockBytes));

        ContentSummary summary = await PlanAsync("m");

        Assert.Equal(
            [new CopyUnit(0, 1, -1, 0), new CopyUnit(1, 1, 0, 8), new CopyUnit(1, 1, 8, 8), new CopyUnit(1, 1, 16, 5), new CopyUnit(2, 1, -1, 0)],
            summary.Units);
        Assert.Equal([1], summary.FilesInBlocks);
        Assert.Equal("m/3", (await ReadAsync()).FilesToCopy()[1].SourceName);
    }

    [Fact]
    public async Task PlanAsync_Again_GivesTheSameUntilSomethingIsCopied()
    {
        Put(OddNames);
        ContentSummary first = await PlanAsync("m");

        ContentSummary again = await Planner.PlanAsync(Pair, Documents.ModelId(), 0, None);

        Assert.Equal(first with { Units = [], FilesInBlocks = [] }, again with { Units = [], FilesInBlocks = [] });
        Assert.Equal(first.Units, again.Units);
        Assert.Equal(first.FilesInBlocks, again.FilesInBlocks);
    }

    [Fact]
    public async Task PlanAsync_AgainAfterACopyCutShort_PlansTheRest()
    {
        Put("m/1", "m/2", "m/3");
        await PlanAsync("m");
        IReadOnlyList<PlannedFile> files = (await ReadAsync()).FilesToCopy();
        await Services.GetRequiredService<FileCopier>().CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, files[1], None);

        ContentSummary again = await Planner.PlanAsync(Pair, Documents.ModelId(), 0, None);

        Assert.Equal(["m/1", "m/3"], (await ReadAsync()).FilesToCopy().Select(file => file.SourceName));
        Assert.Equal(new CopyUnit(0, 2, -1, 0), Assert.Single(again.Units));
        Assert.Equal(3, again.FileCount);
        await CopyAllAsync(again);
        await Planner.VerifyAsync(Pair, Documents.ModelId(), 0, None);
        Assert.Equal(3, Sim.Effects("blobs:putFromUrl"));
    }

    [Fact]
    public async Task CopyAndVerify_EveryUnit_BringsEveryFileOver()
    {
        Put(OddNames);
        Sim.PutSource("m/large", BlobContent.Generated(1, (10 * BlockBytes) + 1));
        Sim.PutSource("m/large no md5", BlobContent.Generated(2, (10 * BlockBytes) + 1), withMd5: false);
        Sim.PutTarget("m/MLmodel", "old");

        await CopyAllAsync(await PlanAsync("m"));
        await Planner.VerifyAsync(Pair, Documents.ModelId(), 0, None);

        Assert.Equal(
            Sim.Sources().Select(blob => (blob.Name, blob.Length, blob.Md5)), Sim.Targets().Select(blob => (blob.Name, blob.Length, blob.Md5)));
        Assert.Empty((await Planner.PlanAsync(Pair, Documents.ModelId(), 0, None)).Units);
    }

    [Theory]
    [InlineData("m/2", "other")]
    [InlineData("m/2", "m/3")]
    [InlineData("m/2", null)]
    public async Task VerifyAsync_FileMissingOrDifferent_IsConflictAndNamesIt(string name, string? text)
    {
        Put("m/1", "m/2", "m/3");
        await CopyAllAsync(await PlanAsync("m"));
        Sim.Azure.Blobs.Delete(Sim.World.Secondary.Account, Sim.World.Secondary.BlobContainer, name);
        if (text is not null)
        {
            Sim.PutTarget(name, text);
        }

        ConflictException failure =
            await Assert.ThrowsAsync<ConflictException>(() => Planner.VerifyAsync(Pair, Documents.ModelId(), 0, None));

        Assert.Contains("1 of 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"'{name}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_MoreFilesThanPlanned_IsFine()
    {
        Put("m/1");
        await CopyAllAsync(await PlanAsync("m"));
        Sim.PutTarget("m/extra", "x");

        await Planner.VerifyAsync(Pair, Documents.ModelId(), 0, None);
    }

    [Fact]
    public async Task PlanAsync_NoPlanOrNoFiles_IsConflictSoThatItIsPlannedAnew()
    {
        await Assert.ThrowsAsync<ConflictException>(() => Planner.PlanAsync(Pair, Documents.ModelId(), 0, None));
        await Assert.ThrowsAsync<ConflictException>(() => Planner.VerifyAsync(Pair, Documents.ModelId(), 0, None));
        await Services.GetRequiredService<PlanStore>().WriteAsync(Pair, new MirrorPlan { Asset = Documents.ModelId(), Body = [] }, None);

        await Assert.ThrowsAsync<ConflictException>(() => Planner.PlanAsync(Pair, Documents.ModelId(), 0, None));
        await Assert.ThrowsAsync<ConflictException>(() => Planner.VerifyAsync(Pair, Documents.ModelId(), 0, None));
    }

    [Fact]
    public async Task PlanAsync_ListsInPages_AreReadToTheEnd()
    {
        string[] names = [.. Enumerable.Range(0, 5003).Select(i => $"m/{i:D4}")];
        Put(names);

        Assert.Equal(5003, (await PlanAsync("m")).FileCount);
        Assert.Equal(2, Sim.Calls("blobs:list", "westeurope").Count);
    }

    private void Put(params string[] names)
    {
        foreach (string name in names)
        {
            Sim.PutSource(name, name);
        }
    }

    // As accounts with a hierarchical namespace list their folders, and as tools mark them in others.
    private async Task PutFolderAsync(Uri root, string name) => await Sim.Get<BlobClientFactory>().GetContainer(root).UploadAsync(
        name, BinaryData.FromString(""), BlobCondition.None, "application/octet-stream",
        new Dictionary<string, string> { ["hdi_isfolder"] = "true" }, None);

    private async Task<ContentSummary> PlanAsync(string path)
    {
        await WritePlanAsync(path, Sim.TargetRoot);
        return await Planner.PlanAsync(Pair, Documents.ModelId(), 0, None);
    }

    private Task WritePlanAsync(string path, Uri target) => Services.GetRequiredService<PlanStore>().WriteAsync(
        Pair,
        new MirrorPlan
        {
            Asset = Documents.ModelId(),
            Body = [],
            Contents = [new ContentPlan { SourceRoot = Sim.SourceRoot, TargetRoot = target, Path = path }],
        },
        None);

    private async Task<ContentPlan> ReadAsync() =>
        (await Services.GetRequiredService<PlanStore>().GetAsync(Pair, Documents.ModelId(), None)).Value.Contents[0];

    private async Task CopyAllAsync(ContentSummary summary)
    {
        FileCopier copier = Services.GetRequiredService<FileCopier>();
        IReadOnlyList<PlannedFile> files = (await ReadAsync()).FilesToCopy();
        foreach (CopyUnit unit in summary.Units)
        {
            if (unit.IsBlocks)
            {
                await copier.CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, files[unit.FirstFile], unit.FirstBlock, unit.BlockCount, None);
                continue;
            }

            foreach (PlannedFile file in files.Skip(unit.FirstFile).Take(unit.FileCount))
            {
                await copier.CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, file, None);
            }
        }

        foreach (int position in summary.FilesInBlocks)
        {
            await copier.CommitBlocksAsync(Sim.TargetRoot, files[position], None);
        }
    }
}
