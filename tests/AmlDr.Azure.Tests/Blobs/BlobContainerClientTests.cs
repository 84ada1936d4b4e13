using System.Security.Cryptography;
using System.Text;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Tests.Support;
using AmlDr.Azure.Tests.Support.Blobs;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Tests.Blobs;

public abstract class BlobContainerClientTests : BlobServiceTest
{
    [BlobFact]
    public async Task CreateIfMissingAsync_Twice_Exists()
    {
        BlobContainerClient container = Service.NewContainer();

        await container.CreateIfMissingAsync(None);
        await container.CreateIfMissingAsync(None);

        Assert.Empty(await ListAsync(container));
    }

    [BlobFact]
    public async Task CreateIfMissingAsync_NameThatNoContainerCanHave_IsInvalid() =>
        await Assert.ThrowsAsync<InvalidAssetException>(() => Service.Container("Under_Score").CreateIfMissingAsync(None));

    [BlobFact]
    public async Task UploadAsync_Blob_IsReadBackWithTypeDigestAndMetadata()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        byte[] bytes = RandomNumberGenerator.GetBytes(5 * 1024 * 1024);

        string etag = await container.UploadAsync(
            "a/b", BinaryData.FromBytes(bytes), BlobCondition.None, "application/x-test", new Dictionary<string, string> { ["stage"] = "Production" },
            None);

        BlobContent content = (await container.TryDownloadAsync("a/b", None))!;
        Assert.Equal(bytes, content.Content.ToArray());
        Assert.Equal(etag, content.ETag);
        BlobItem item = (await container.TryGetPropertiesAsync("a/b", None))!;
        Assert.Equal("a/b", item.Name);
        Assert.Equal(bytes.Length, item.Length);
        Assert.Equal(etag, item.ETag);
        Assert.Equal(Digests.Md5(bytes), item.ContentMd5);
        Assert.Equal("application/x-test", item.Headers.ContentType);
        Assert.Equal("Production", Assert.Single(item.Metadata).Value);
    }

    [BlobFact]
    public async Task UploadAsync_Empty_IsABlobOfNoLength()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();

        await UploadAsync(container, "empty", "");

        Assert.Empty((await container.TryDownloadAsync("empty", None))!.Content.ToArray());
        Assert.Equal(0, Assert.Single(await ListAsync(container)).Length);
        Assert.Equal(Digests.Md5([]), (await container.TryGetPropertiesAsync("empty", None))!.ContentMd5);
    }

    [BlobFact]
    public async Task UploadAsync_OverABlob_ReplacesContentAndMetadata()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        await UploadAsync(container, "x", "old", metadata: new() { ["gone"] = "1" });

        await UploadAsync(container, "x", "new");

        Assert.Equal("new", (await container.TryDownloadAsync("x", None))!.Content.ToString());
        Assert.Empty((await container.TryGetPropertiesAsync("x", None))!.Metadata);
    }

    [BlobFact]
    public async Task Names_Odd_AreWrittenListedReadAndDeletedAsTheyAre()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        foreach (string name in OddNames)
        {
            await UploadAsync(container, name, name);
        }

        IReadOnlyList<BlobItem> listed = await ListAsync(container);

        Assert.Equal(OddNames.Order(StringComparer.Ordinal), listed.Select(item => item.Name).Order(StringComparer.Ordinal));
        foreach (string name in OddNames)
        {
            Assert.Equal(name, (await container.TryDownloadAsync(name, None))!.Content.ToString());
            Assert.Equal(Encoding.UTF8.GetByteCount(name), (await container.TryGetPropertiesAsync(name, None))!.Length);
            Assert.Equal([name], (await ListAsync(container, name)).Select(item => item.Name).Where(found => found == name));
            Assert.True(await container.DeleteIfExistsAsync(name, None));
        }

        Assert.Empty(await ListAsync(container));
    }

    [BlobFact(AzuriteAnswers = "a name with a slash to one with a backslash")]
    public async Task Names_WithBackslash_AreKept()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();

        await UploadAsync(container, @"a\b", "x");

        Assert.Equal(@"a\b", Assert.Single(await ListAsync(container)).Name);
        Assert.NotNull(await container.TryGetPropertiesAsync(@"a\b", None));
        Assert.Null(await container.TryGetPropertiesAsync("a/b", None));
    }

    [BlobFact]
    public async Task Names_WithDotSegments_AreRefusedBeforeTheyReachAnotherPlace()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        BlobContainerClient other = await Service.CreateContainerAsync();
        await UploadAsync(other, "secret", "s");
        string otherName = other.Address.Segments[^1];

        foreach (string name in new[] { $"../{otherName}/secret", "..", ".", "a/../b", "a/./b", "a/..", $"x/../../{otherName}/secret" })
        {
            await Assert.ThrowsAsync<InvalidAssetException>(() => container.TryGetPropertiesAsync(name, None));
            await Assert.ThrowsAsync<InvalidAssetException>(() => container.DeleteIfExistsAsync(name, None));
            await Assert.ThrowsAsync<InvalidAssetException>(() => UploadAsync(container, name, "x"));
        }

        Assert.Equal("s", (await other.TryDownloadAsync("secret", None))!.Content.ToString());
    }

    [BlobFact]
    public async Task Metadata_AnyPrintableValue_IsKept()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        var metadata = new Dictionary<string, string>
        {
            ["UpperCase"] = "Mixed Case",
            ["_under_score1"] = "a=b; c,d: \"quoted\" <xml> & 100% %20 +",
            ["hex"] = "0x8DC0FFEE",
        };

        await UploadAsync(container, "x", "x", metadata: metadata);

        BlobItem byHead = (await container.TryGetPropertiesAsync("x", None))!;
        BlobItem byList = Assert.Single(await ListAsync(container));
        foreach ((string name, string value) in metadata)
        {
            Assert.Equal(value, byHead.Metadata[name]);
            Assert.Equal(value, byList.Metadata[name]);
        }
    }

    [BlobFact]
    public async Task ListAsync_Blob_TellsWhatItsHeadersTell()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        BlobCopyClient copies = Service.CopyClient(container);
        string id = Convert.ToBase64String("block-0"u8);
        await copies.PutBlockAsync("x", id, BinaryData.FromString("content"), None);
        await copies.PutBlockListAsync(
            "x", [id], BlobCondition.None, new BlobHttpHeaders("text/x-a", "identity", "de-DE", "attachment; filename=\"a b.txt\"", "max-age=5"),
            Digests.Md5("content"u8), new Dictionary<string, string> { ["k"] = "v" }, None);

        BlobItem byHead = (await container.TryGetPropertiesAsync("x", None))!;
        BlobItem byList = Assert.Single(await ListAsync(container));

        Assert.Equal(new BlobHttpHeaders("text/x-a", "identity", "de-DE", "attachment; filename=\"a b.txt\"", "max-age=5"), byHead.Headers);
        Assert.Equal(byHead.Headers, byList.Headers);
        Assert.Equal(Digests.Md5("content"u8), byHead.ContentMd5);
        Assert.Equal(byHead.Metadata, byList.Metadata);
        Assert.Equal(byHead with { Metadata = byList.Metadata }, byList);
    }

    [BlobFact]
    public async Task ListPageAsync_MoreThanAPage_GoesOnAtTheMarker()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        for (int i = 0; i < 7; i++)
        {
            await UploadAsync(container, $"n ä+%/{i}", "x");
        }

        var sizes = new List<int>();
        var names = new List<string>();
        string? marker = null;
        do
        {
            BlobPage page = await container.ListPageAsync("n ä+%/", marker, 3, None);
            sizes.Add(page.Items.Count);
            names.AddRange(page.Items.Select(item => item.Name));
            marker = page.NextMarker;
        }
        while (marker is not null);

        Assert.Equal([3, 3, 1], sizes);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"n ä+%/{i}"), names);
    }

    [BlobFact]
    public async Task ListAsync_Prefix_GivesOnlyWhatStartsSo()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        foreach (string name in new[] { "m/1", "m/2", "m2/1", "M/1", "n" })
        {
            await UploadAsync(container, name, "x");
        }

        Assert.Equal(["m/1", "m/2"], (await ListAsync(container, "m/")).Select(item => item.Name));
        Assert.Empty(await ListAsync(container, "none/"));
        Assert.Equal(5, (await ListAsync(container)).Count);
    }

    [BlobFact]
    public async Task Missing_Blob_IsNullOrFalse()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();

        Assert.Null(await container.TryGetPropertiesAsync("x", None));
        Assert.Null(await container.TryDownloadAsync("x", None));
        Assert.False(await container.DeleteIfExistsAsync("x", None));
    }

    [BlobFact(AzuriteAnswers = "412 to a condition on a blob that is not there")]
    public async Task DownloadRangeAsync_MissingBlob_IsNotFound()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => container.DownloadRangeAsync("x", 0, 1, "\"0x1\"", None));
    }

    [BlobFact]
    public async Task Missing_Container_IsNotFoundWhereItMatters()
    {
        BlobContainerClient container = Service.NewContainer();

        Assert.Null(await container.TryGetPropertiesAsync("x", None));
        Assert.Null(await container.TryDownloadAsync("x", None));
        Assert.False(await container.DeleteIfExistsAsync("x", None));
        await Assert.ThrowsAsync<NotFoundException>(() => ListAsync(container));
        await Assert.ThrowsAsync<NotFoundException>(() => UploadAsync(container, "x", "x"));
    }

    [BlobFact]
    public async Task UploadAsync_Conditions_HoldOrAreAConflict()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        string first = await UploadAsync(container, "x", "1", BlobCondition.Absent);
        await Assert.ThrowsAsync<ConflictException>(() => UploadAsync(container, "x", "2", BlobCondition.Absent));
        string second = await UploadAsync(container, "x", "2", BlobCondition.Unchanged(first));
        await Assert.ThrowsAsync<ConflictException>(() => UploadAsync(container, "x", "3", BlobCondition.Unchanged(first)));
        await Assert.ThrowsAsync<ConflictException>(() => UploadAsync(container, "y", "1", BlobCondition.Unchanged(second)));

        Assert.NotEqual(first, second);
        Assert.Equal("2", (await container.TryDownloadAsync("x", None))!.Content.ToString());
        Assert.Null(await container.TryGetPropertiesAsync("y", None));
    }

    [BlobFact]
    public async Task DownloadRangeAsync_PartOfABlob_GivesThoseBytes()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        string etag = await UploadAsync(container, "x", "0123456789");

        Assert.Equal("0", (await container.DownloadRangeAsync("x", 0, 1, etag, None)).ToString());
        Assert.Equal("345", (await container.DownloadRangeAsync("x", 3, 3, etag, None)).ToString());
        Assert.Equal("9", (await container.DownloadRangeAsync("x", 9, 1, etag, None)).ToString());
        Assert.Equal("0123456789", (await container.DownloadRangeAsync("x", 0, 10, etag, None)).ToString());
    }

    [BlobFact]
    public async Task DownloadRangeAsync_ChangedBlob_IsConflict()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        string etag = await UploadAsync(container, "x", "0123456789");
        await UploadAsync(container, "x", "9876543210");

        await Assert.ThrowsAsync<ConflictException>(() => container.DownloadRangeAsync("x", 0, 1, etag, None));
    }

    [BlobFact]
    public async Task Compressed_Blob_IsGivenAsItIsStored()
    {
        BlobContainerClient container = await Service.CreateContainerAsync();
        byte[] zipped = Gzip(new string('a', 1000));
        string etag = await StoreGzipAsync(container, "x.gz", zipped);

        BlobItem item = (await container.TryGetPropertiesAsync("x.gz", None))!;

        Assert.Equal(zipped.Length, item.Length);
        Assert.Equal("gzip", item.Headers.ContentEncoding);
        Assert.Equal(zipped, (await container.TryDownloadAsync("x.gz", None))!.Content.ToArray());
        Assert.Equal(zipped[5..15], (await container.DownloadRangeAsync("x.gz", 5, 10, etag, None)).ToArray());
    }

    private async Task<string> StoreGzipAsync(BlobContainerClient container, string name, byte[] zipped)
    {
        BlobCopyClient copies = Service.CopyClient(container);
        string id = Convert.ToBase64String("block-0"u8);
        await copies.PutBlockAsync(name, id, BinaryData.FromBytes(zipped), None);
        await copies.PutBlockListAsync(
            name, [id], BlobCondition.None, new BlobHttpHeaders("text/plain", "gzip"), Digests.Md5(zipped), new Dictionary<string, string>(), None);
        return Assert.Single(await ListAsync(container, name)).ETag;
    }

    private static byte[] Gzip(string text)
    {
        using var stream = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionLevel.Optimal))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return stream.ToArray();
    }

    private static Task<string> UploadAsync(
        BlobContainerClient container, string name, string text, BlobCondition condition = default, Dictionary<string, string>? metadata = null) =>
        container.UploadAsync(name, BinaryData.FromString(text), condition, "text/plain", metadata, None);

    private static async Task<IReadOnlyList<BlobItem>> ListAsync(BlobContainerClient container, string prefix = "")
    {
        var items = new List<BlobItem>();
        await foreach (BlobItem item in container.ListAsync(prefix, None))
        {
            items.Add(item);
        }

        return items;
    }
}
