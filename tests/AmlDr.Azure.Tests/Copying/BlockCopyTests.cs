using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Observation;
using Microsoft.Extensions.DependencyInjection;
using BlobContent = AmlDr.Sandbox.Blobs.Contents.BlobContent;

namespace AmlDr.Azure.Tests.Copying;

/// <summary>Copies block by block.</summary>
public class BlockCopyTests : CopyTest
{
    private const string PutBlock = "blobs:putBlockFromUrl";
    private const string PutList = "blobs:putBlockList";
    private const long FileBytes = (2 * BlockBytes) + 10;

    private FileCopier? _copier;

    private FileCopier Copier => _copier ??= Sim.Build(SmallBlocks).GetRequiredService<FileCopier>();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(268435456, 0)]
    [InlineData(268435457, 104857600)]
    [InlineData(5242880000000, 104857600)]
    [InlineData(5242880000001, 104857601)]
    public void BlockBytesFor_Length_GivesBlocksOfWhichFiftyThousandSuffice(long length, long expected)
    {
        long blockBytes = Sim.Get<FileCopier>().BlockBytesFor(length);

        Assert.Equal(expected, blockBytes);
        Assert.True(blockBytes == 0 || (length + blockBytes - 1) / blockBytes <= 50_000);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("UserDelegationSas")]
    public async Task CopyBlocksAsync_AllThenCommit_IsTheFileWithItsProperties(string authorization)
    {
        PlannedFile file = await StoreAsync("m/größe +1%.bin");
        ServiceProvider services = Sim.Build([.. SmallBlocks, ("Copy:SourceAuthorization", authorization)]);
        FileCopier copier = services.GetRequiredService<FileCopier>();
        using var bytes = new CopyBytes(services);

        int copied = await copier.CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, file, 0, file.BlockCount, None);
        Assert.Empty(Sim.Targets());
        await copier.CommitBlocksAsync(Sim.TargetRoot, file, None);

        Assert.Equal(3, copied);
        AssertCopied(file.TargetName);
        BlobItem target = (await Target.TryGetPropertiesAsync(file.TargetName, None))!;
        Assert.Equal(file.Headers, target.Headers);
        Assert.Equal("a b", target.Metadata["Stage"]);
        Assert.Equal(FileBytes, bytes.ByService);
        Assert.Equal(0, bytes.ThroughProcess);
    }

    [Fact]
    public async Task CopyBlocksAsync_SharesInAnyOrder_MakeTheWhole()
    {
        PlannedFile file = await StoreAsync("a");

        await Task.WhenAll(CopyBlocksAsync(file, 2, 1), CopyBlocksAsync(file, 0, 2));
        await CommitAsync(file);

        AssertCopied("a");
        Assert.Equal(3, Sim.Effects(PutBlock));
    }

    [Fact]
    public async Task CopyBlocksAsync_TakenUpAgain_CopiesOnlyWhatIsMissing()
    {
        PlannedFile file = await StoreAsync("a");
        await CopyBlocksAsync(file, 0, 2);
        long before = Sim.Azure.Calls.LastSequence;

        Assert.Equal(1, await CopyBlocksAsync(file, 0, 3));
        await CommitAsync(file);

        CallRecord call = Assert.Single(Sim.Calls(PutBlock, since: before));
        Assert.Equal(10, call.BytesCopied);
        AssertCopied("a");
    }

    [Fact]
    public async Task CopyBlocksAsync_CutShort_LosesNoFinishedBlock()
    {
        PlannedFile file = await StoreAsync("a");
        Sim.Fail(PutBlock, Sandbox.Faults.FaultKind.TimeoutBefore, skip: 2, hangMilliseconds: 60_000);
        using var cancellation = new CancellationTokenSource();
        Task<int> copy = Copier.CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, file, 0, 3, cancellation.Token);
        await Eventually.HoldsAsync(() => Sim.Effects(PutBlock) == 2 && Sim.Calls(PutBlock).Count == 3, "two blocks stand and one hangs");

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);

        Assert.Equal(1, await CopyBlocksAsync(file, 0, 3));
        await CommitAsync(file);
        AssertCopied("a");
        Assert.Equal(3, Sim.Effects(PutBlock));
    }

    [Fact]
    public async Task CopyBlocksAsync_AfterTheCommit_CopiesNothing()
    {
        PlannedFile file = await StoreAsync("a");
        await CopyBlocksAsync(file, 0, 3);
        await CommitAsync(file);

        Assert.Equal(0, await CopyBlocksAsync(file, 0, 3));
        await CommitAsync(file);

        Assert.Equal(3, Sim.Calls(PutBlock).Count);
        Assert.Single(Sim.Calls(PutList, "northeurope"));
    }

    [Fact]
    public async Task CopyBlocksAsync_SourceChangedHalfWay_IsConflictAndOldBlocksAreNeverUsed()
    {
        PlannedFile old = await StoreAsync("a", seed: 1);
        await CopyBlocksAsync(old, 0, 2);
        PlannedFile current = await StoreAsync("a", seed: 2);

        await Assert.ThrowsAsync<ConflictException>(() => CopyBlocksAsync(old, 2, 1));
        Assert.Equal(3, await CopyBlocksAsync(current, 0, 3));
        await CommitAsync(current);

        AssertCopied("a");
    }

    [Fact]
    public async Task CopyBlocksAsync_OtherBlockLength_UsesNoBlockOfTheFormer()
    {
        PlannedFile file = await StoreAsync("a");
        await CopyBlocksAsync(file, 0, 3);
        PlannedFile wider = file with { BlockBytes = 2 * BlockBytes };

        Assert.Equal(2, await CopyBlocksAsync(wider, 0, 2));
        await CommitAsync(wider);

        AssertCopied("a");
    }

    [Fact]
    public async Task CopyBlocksAsync_BlockOfTheNameButNotOfTheLength_IsCopiedAgain()
    {
        PlannedFile file = await StoreAsync("a");
        await Sim.Get<BlobClientFactory>().GetCopyClient(Sim.TargetRoot)
            .PutBlockAsync("a", BlockIds.Create(file.SourceETag, BlockBytes, 1), BinaryData.FromString("short"), None);

        Assert.Equal(3, await CopyBlocksAsync(file, 0, 3));
        await CommitAsync(file);

        AssertCopied("a");
    }

    [Fact]
    public async Task CommitBlocksAsync_DestinationAppeared_IsConflictAndKept()
    {
        PlannedFile file = await StoreAsync("a");
        await CopyBlocksAsync(file, 0, 3);
        Sim.PutTarget("a", "another");

        await Assert.ThrowsAsync<ConflictException>(() => CommitAsync(file));

        Assert.Equal(Digests.Md5("another"u8), Assert.Single(Sim.Targets()).ContentMd5);
    }

    [Fact]
    public async Task CommitBlocksAsync_DestinationThatDiffered_IsReplacedUnlessItChangedAgain()
    {
        Sim.PutTarget("a", "differs");
        PlannedFile old = await StoreAsync("a");
        Sim.PutTarget("a", "again");
        await CopyBlocksAsync(old, 0, 3);
        await Assert.ThrowsAsync<ConflictException>(() => CommitAsync(old));
        PlannedFile file = await PlanAsync("a", BlockBytes);

        Assert.Equal(0, await CopyBlocksAsync(file, 0, 3));
        await CommitAsync(file);

        AssertCopied("a");
    }

    [Fact]
    public async Task CommitBlocksAsync_BlockMissing_FailsAndMakesNoBlob()
    {
        PlannedFile file = await StoreAsync("a");
        await CopyBlocksAsync(file, 0, 2);

        await Assert.ThrowsAsync<InvalidAssetException>(() => CommitAsync(file));

        Assert.Empty(Sim.Targets());
    }

    [Fact]
    public async Task CommitBlocksAsync_SourceWithoutMd5_RemembersItsETagAndStoresNoDigest()
    {
        Sim.PutSource("a", BlobContent.Generated(1, FileBytes), withMd5: false);
        PlannedFile file = await PlanAsync("a", BlockBytes);
        await CopyBlocksAsync(file, 0, 3);
        await CommitAsync(file);
        await CommitAsync(file);

        BlobSnapshot target = AssertCopied("a");
        Assert.Null(target.ContentMd5);
        Assert.Equal(file.SourceETag.Trim('"'), target.Metadata[PlannedFile.SourceETagMetadata]);
        Assert.Single(Sim.Calls(PutList, "northeurope"));
    }

    [Fact]
    public async Task Defaults_FileAbove256MiB_GoesByBlocksOf100MiBWithoutPassingThroughHere()
    {
        const long length = (256L * 1024 * 1024) + 1;
        Sim.PutSource("large", BlobContent.Generated(1, length), withMd5: false);
        FileCopier copier = Sim.Get<FileCopier>();
        PlannedFile file = await PlanAsync("large", copier.BlockBytesFor(length));

        await copier.CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, file, 0, file.BlockCount, None);
        await copier.CommitBlocksAsync(Sim.TargetRoot, file, None);

        Assert.Equal(
            [104857600, 104857600, length - 209715200], Sim.Calls(PutBlock).Select(call => call.BytesCopied).OrderDescending());
        Assert.Equal(0, Sim.Azure.Calls.Summarise().BytesThroughClients);
        BlobContent copy = Sim.Azure.Blobs.Read(Sim.World.Secondary.Account, Sim.World.Secondary.BlobContainer, "large")!;
        Assert.Equal(length, copy.Length);
        Assert.Equal(BlobContent.Generated(1, length).Slice(209715100, 200).ToArray(), copy.Slice(209715100, 200).ToArray());
    }

    private Task<int> CopyBlocksAsync(PlannedFile file, int first, int count) =>
        Copier.CopyBlocksAsync(Sim.SourceRoot, Sim.TargetRoot, file, first, count, None);

    private Task CommitAsync(PlannedFile file) => Copier.CommitBlocksAsync(Sim.TargetRoot, file, None);

    private async Task<PlannedFile> StoreAsync(string name, long seed = 1)
    {
        byte[] content = BlobContent.Generated(seed, FileBytes).ToArray();
        BlobCopyClient copies = Sim.Get<BlobClientFactory>().GetCopyClient(Sim.SourceRoot);
        string id = Convert.ToBase64String("whole"u8);
        await copies.PutBlockAsync(name, id, BinaryData.FromBytes(content), None);
        await copies.PutBlockListAsync(
            name, [id], BlobCondition.None, new BlobHttpHeaders("application/x-model", "identity", "de", "inline", "no-cache"), Digests.Md5(content),
            new Dictionary<string, string> { ["Stage"] = "a b" }, None);
        return await PlanAsync(name, BlockBytes);
    }
}
