using System.Text;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Tests.Support;
using AmlDr.Azure.Tests.Support.Blobs;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Tests.Blobs;

public abstract class BlobCopyClientTests : BlobServiceTest
{
    private const string NotImplemented = "501 (not implemented)";

    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>The container that is copied from, in the first account.</summary>
    private BlobContainerClient _from = null!;

    /// <summary>The container that is copied to, in the second account.</summary>
    private BlobContainerClient _to = null!;

    private BlobCopyClient Copies => Service.CopyClient(_to);

    [BlobFact(AzuriteAnswers = NotImplemented)]
    public async Task PutBlobFromUrlAsync_Source_IsCopiedWithItsPropertiesAndTheGivenMetadata()
    {
        CopySource source = await StoreAsync("s", "content", metadata: new() { ["of"] = "source" });

        await Copies.PutBlobFromUrlAsync("t", source, BlobCondition.None, new Dictionary<string, string> { ["of"] = "target" }, None);

        await AssertCopyAsync("t", "content", "target");
    }

    [BlobFact]
    public async Task CopyFromUrlAsync_Source_IsCopiedWithItsPropertiesAndTheGivenMetadata()
    {
        CopySource source = await StoreAsync("s", "content", metadata: new() { ["of"] = "source" });

        await Copies.CopyFromUrlAsync("t", source, BlobCondition.None, new Dictionary<string, string> { ["of"] = "target" }, None);

        await AssertCopyAsync("t", "content", "target");
    }

    [BlobFact(AzuriteAnswers = NotImplemented)]
    public Task PutBlobFromUrlAsync_OddNames_AreReadAndWrittenAsTheyAre() =>
        CopyOddNamesAsync((name, source) => Copies.PutBlobFromUrlAsync(name, source, BlobCondition.Absent, NoMetadata, None));

    [BlobFact]
    public Task CopyFromUrlAsync_OddNames_AreReadAndWrittenAsTheyAre() =>
        CopyOddNamesAsync((name, source) => Copies.CopyFromUrlAsync(name, source, BlobCondition.Absent, NoMetadata, None));

    [BlobFact(AzuriteAnswers = NotImplemented)]
    public async Task PutBlobFromUrlAsync_Empty_IsCopied()
    {
        CopySource source = await StoreAsync("s", "");

        await Copies.PutBlobFromUrlAsync("t", source, BlobCondition.Absent, NoMetadata, None);

        Assert.Equal(0, (await _to.TryGetPropertiesAsync("t", None))!.Length);
    }

    [BlobFact]
    public async Task CopyFromUrlAsync_Empty_IsCopied()
    {
        CopySource source = await StoreAsync("s", "");

        await Copies.CopyFromUrlAsync("t", source, BlobCondition.Absent, NoMetadata, None);

        Assert.Equal(0, (await _to.TryGetPropertiesAsync("t", None))!.Length);
    }

    [BlobFact(AzuriteAnswers = NotImplemented)]
    public Task PutBlobFromUrlAsync_ConditionThatDoesNotHold_IsConflictAndChangesNothing() =>
        RefuseAsync((source, condition) => Copies.PutBlobFromUrlAsync("t", source, condition, NoMetadata, None));

    [BlobFact]
    public Task CopyFromUrlAsync_ConditionThatDoesNotHold_IsConflictAndChangesNothing() =>
        RefuseAsync((source, condition) => Copies.CopyFromUrlAsync("t", source, condition, NoMetadata, None));

    [BlobFact(AzuriteAnswers = NotImplemented)]
    public async Task PutBlobFromUrlAsync_SourceGoneOrClosed_IsNotFoundOrDenied()
    {
        CopySource source = await StoreAsync("s", "content");

        await Assert.ThrowsAsync<AccessDeniedException>(() => Copies.PutBlobFromUrlAsync(
            "t", BlobService.ClosedSource(_from, "s", source.ETag), BlobCondition.Absent, NoMetadata, None));
        await Assert.ThrowsAsync<NotFoundException>(() => Copies.PutBlobFromUrlAsync(
            "t", Service.Source(_from, "gone", source.ETag), BlobCondition.Absent, NoMetadata, None));
        Assert.Null(await _to.TryGetPropertiesAsync("t", None));
    }

    [BlobFact]
    public async Task CopyFromUrlAsync_SourceGoneOrClosed_IsNotFoundOrDenied()
    {
        CopySource source = await StoreAsync("s", "content");

        await Assert.ThrowsAsync<AccessDeniedException>(() => Copies.CopyFromUrlAsync(
            "t", BlobService.ClosedSource(_from, "s", source.ETag), BlobCondition.Absent, NoMetadata, None));
        await Assert.ThrowsAsync<NotFoundException>(() => Copies.CopyFromUrlAsync(
            "t", Service.Source(_from, "gone", source.ETag), BlobCondition.Absent, NoMetadata, None));
        Assert.Null(await _to.TryGetPropertiesAsync("t", None));
    }

    [BlobFact]
    public async Task CopyFromUrlAsync_NoContainerAtTheDestination_IsNotFound()
    {
        CopySource source = await StoreAsync("s", "content");

        await Assert.ThrowsAsync<NotFoundException>(() => Service.CopyClient(Service.NewContainer(second: true))
            .CopyFromUrlAsync("t", source, BlobCondition.Absent, NoMetadata, None));
    }

    [BlobFact(AzuriteAnswers = NotImplemented)]
    public async Task PutBlockFromUrlAsync_Ranges_MakeTheWholeWhenCommitted()
    {
        CopySource source = await StoreAsync("s", "0123456789");
        string[] ids = [Id(0), Id(1), Id(2)];

        await Copies.PutBlockFromUrlAsync("t", ids[2], source, 8, 2, None);
        await Copies.PutBlockFromUrlAsync("t", ids[0], source, 0, 4, None);
        await Copies.PutBlockFromUrlAsync("t", ids[1], source, 4, 4, None);

        Assert.Equal(
            new Dictionary<string, long> { [ids[0]] = 4, [ids[1]] = 4, [ids[2]] = 2 }, await Copies.GetUncommittedBlocksAsync("t", None));
        await CommitAsync("t", ids);
        Assert.Equal("0123456789", await ReadAsync("t"));
        Assert.Empty(await Copies.GetUncommittedBlocksAsync("t", None));
    }

    [BlobFact(AzuriteAnswers = NotImplemented)]
    public async Task PutBlockFromUrlAsync_ChangedSource_IsConflictAndLeavesNoBlock()
    {
        CopySource source = await StoreAsync("s", "0123456789");
        await StoreAsync("s", "9876543210");

        await Assert.ThrowsAsync<ConflictException>(() => Copies.PutBlockFromUrlAsync("t", Id(0), source, 0, 4, None));
        Assert.Empty(await Copies.GetUncommittedBlocksAsync("t", None));
    }

    [BlobFact]
    public async Task PutBlockAsync_Blocks_WaitUntilTheyAreCommittedInOrder()
    {
        string[] ids = [Id(0), Id(1)];
        await Copies.PutBlockAsync("t", ids[1], BinaryData.FromString("world"), None);
        await Copies.PutBlockAsync("t", ids[0], BinaryData.FromString("replaced"), None);
        await Copies.PutBlockAsync("t", ids[0], BinaryData.FromString("hello "), None);

        Assert.Null(await _to.TryGetPropertiesAsync("t", None));
        Assert.Equal(new Dictionary<string, long> { [ids[0]] = 6, [ids[1]] = 5 }, await Copies.GetUncommittedBlocksAsync("t", None));
        await CommitAsync("t", ids);

        Assert.Equal("hello world", await ReadAsync("t"));
        Assert.Empty(await Copies.GetUncommittedBlocksAsync("t", None));
    }

    [BlobFact]
    public async Task PutBlockListAsync_MissingBlock_IsInvalidAndChangesNothing()
    {
        await Copies.PutBlockAsync("t", Id(0), BinaryData.FromString("x"), None);

        await Assert.ThrowsAsync<InvalidAssetException>(() => CommitAsync("t", [Id(0), Id(1)]));
        Assert.Null(await _to.TryGetPropertiesAsync("t", None));
        Assert.Single(await Copies.GetUncommittedBlocksAsync("t", None));
    }

    [BlobFact]
    public async Task PutBlockListAsync_NoBlocks_IsAnEmptyBlob()
    {
        await CommitAsync("t", []);

        Assert.Equal(0, (await _to.TryGetPropertiesAsync("t", None))!.Length);
    }

    [BlobFact]
    public async Task PutBlockListAsync_WithoutDigest_KeepsNone()
    {
        await Copies.PutBlockAsync("t", Id(0), BinaryData.FromString("x"), None);

        await CommitAsync("t", [Id(0)]);

        Assert.Null((await _to.TryGetPropertiesAsync("t", None))!.ContentMd5);
    }

    [BlobFact]
    public async Task PutBlockListAsync_ConditionThatDoesNotHold_IsConflictAndChangesNothing()
    {
        await Copies.PutBlockAsync("t", Id(0), BinaryData.FromString("x"), None);
        await _to.UploadAsync("t", BinaryData.FromString("standing"), BlobCondition.None, "text/plain", null, None);
        await Copies.PutBlockAsync("t", Id(0), BinaryData.FromString("x"), None);

        await Assert.ThrowsAsync<ConflictException>(() => CommitAsync("t", [Id(0)], BlobCondition.Absent));
        await Assert.ThrowsAsync<ConflictException>(() => CommitAsync("t", [Id(0)], BlobCondition.Unchanged("\"0x1\"")));

        Assert.Equal("standing", await ReadAsync("t"));
    }

    [BlobFact]
    public async Task GetUncommittedBlocksAsync_NothingOfTheName_IsEmpty()
    {
        Assert.Empty(await Copies.GetUncommittedBlocksAsync("t", None));
        Assert.Empty(await Service.CopyClient(Service.NewContainer()).GetUncommittedBlocksAsync("t", None));
    }

    [BlobFact]
    public async Task Blocks_OddNames_AreWrittenAsTheyAre()
    {
        foreach (string name in OddNames)
        {
            await Copies.PutBlockAsync(name, Id(0), BinaryData.FromString(name), None);
            Assert.Single(await Copies.GetUncommittedBlocksAsync(name, None));
            await CommitAsync(name, [Id(0)]);
            Assert.Equal(name, await ReadAsync(name));
        }
    }

    private protected abstract Task<BlobService> StartServiceAsync();

    private protected sealed override async Task<BlobService> StartAsync()
    {
        BlobService service = await StartServiceAsync();
        _from = await service.CreateContainerAsync();
        _to = await service.CreateContainerAsync(second: true);
        return service;
    }

    private static string Id(int index) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"block-{index:D6}"));

    private Task CommitAsync(string name, string[] ids, BlobCondition condition = default) =>
        Copies.PutBlockListAsync(name, ids, condition, new BlobHttpHeaders("text/x-a"), null, NoMetadata, None);

    private async Task<string> ReadAsync(string name) => (await _to.TryDownloadAsync(name, None))!.Content.ToString();

    private async Task<CopySource> StoreAsync(string name, string text, Dictionary<string, string>? metadata = null)
    {
        string etag = await _from.UploadAsync(name, BinaryData.FromString(text), BlobCondition.None, "text/x-source", metadata, None);
        return Service.Source(_from, name, etag);
    }

    private async Task AssertCopyAsync(string name, string text, string metadata)
    {
        BlobItem copy = (await _to.TryGetPropertiesAsync(name, None))!;
        Assert.Equal(text, await ReadAsync(name));
        Assert.Equal(Digests.Md5(Encoding.UTF8.GetBytes(text)), copy.ContentMd5);
        Assert.Equal("text/x-source", copy.Headers.ContentType);
        Assert.Equal(metadata, Assert.Single(copy.Metadata).Value);
    }

    private async Task CopyOddNamesAsync(Func<string, CopySource, Task> copy)
    {
        foreach (string name in OddNames)
        {
            await copy(name, await StoreAsync(name, name));
            Assert.Equal(name, await ReadAsync(name));
        }
    }

    private async Task RefuseAsync(Func<CopySource, BlobCondition, Task> copy)
    {
        CopySource source = await StoreAsync("s", "content");
        string standing = await _to.UploadAsync("t", BinaryData.FromString("standing"), BlobCondition.None, "text/plain", null, None);

        await Assert.ThrowsAsync<ConflictException>(() => copy(source, BlobCondition.Absent));
        await Assert.ThrowsAsync<ConflictException>(() => copy(source, BlobCondition.Unchanged("\"0x1\"")));
        await Assert.ThrowsAsync<ConflictException>(() => copy(source with { ETag = "\"0x1\"" }, BlobCondition.Unchanged(standing)));
        Assert.Equal("standing", await ReadAsync("t"));

        await copy(source, BlobCondition.Unchanged(standing));
        Assert.Equal("content", await ReadAsync("t"));
    }
}
