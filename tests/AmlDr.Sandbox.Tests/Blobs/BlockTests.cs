using System.Net;
using System.Text;
using System.Xml.Linq;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Blocks and block lists.</summary>
public sealed class BlockTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Account = "stmldrprimary";

    [Fact]
    public async Task PutList_Blocks_BecomeTheBlobInTheListsOrder()
    {
        string path = await NewPathAsync();
        foreach (string part in (string[])["1", "2", "3"])
            (await PutBlockAsync(path, part, "part" + part)).Expect(HttpStatusCode.Created);

        (await PutListAsync(path, "3", "1", "3")).Expect(HttpStatusCode.Created);

        Assert.Equal("part3part1part3", (await sim.Blob.GetAsync(path)).Text);
        Assert.Equal(["3:5", "1:5", "3:5"], await BlocksAsync(path, "committed", "CommittedBlocks"));
        Assert.Empty(await BlocksAsync(path, "uncommitted", "UncommittedBlocks"));
    }

    [Fact]
    public async Task PutList_NoMd5Computed_OnlyWhatTheClientSays()
    {
        string path = await NewPathAsync();
        await PutBlockAsync(path, "1", "x");
        await PutListAsync(path, "1");

        Assert.Null((await sim.Blob.HeadAsync(path)).Header("Content-MD5"));
        string md5 = Md5.Base64("whatever"u8);
        await PutListAsync(path, ["1"], "Latest", ("x-ms-blob-content-md5", md5), ("x-ms-blob-content-type", "a/b"), ("x-ms-meta-k", "v"));

        Answer head = await sim.Blob.HeadAsync(path);
        Assert.Equal(md5, head.Header("Content-MD5"));
        Assert.Equal("a/b", head.Header("Content-Type"));
        Assert.Equal("v", head.Header("x-ms-meta-k"));
    }

    [Fact]
    public async Task PutBlock_Uncommitted_NotVisibleUntilTheListIsPut()
    {
        string path = await NewPathAsync();
        await PutBlockAsync(path, "1", "x");

        (await sim.Blob.HeadAsync(path)).Expect(HttpStatusCode.NotFound, "BlobNotFound");
        Assert.Equal(["1:1"], await BlocksAsync(path, "uncommitted", "UncommittedBlocks"));
        Assert.Null((await sim.Blob.GetAsync(path + "?comp=blocklist&blocklisttype=all")).Header("ETag"));
    }

    [Fact]
    public async Task PutBlock_SameIdAgain_LastOneCounts()
    {
        string path = await NewPathAsync();
        await PutBlockAsync(path, "1", "old");
        await PutBlockAsync(path, "1", "new");
        await PutListAsync(path, "1");

        Assert.Equal("new", (await sim.Blob.GetAsync(path)).Text);
    }

    [Fact]
    public async Task PutList_CommittedBlocksReused_AndUncommittedDiscarded()
    {
        string path = await NewPathAsync();
        await PutBlockAsync(path, "1", "a");
        await PutBlockAsync(path, "2", "b");
        await PutListAsync(path, "1", "2");
        await PutBlockAsync(path, "2", "B");
        await PutBlockAsync(path, "3", "c");

        await PutListAsync(path, ["1", "2"], "Committed");

        Assert.Equal("ab", (await sim.Blob.GetAsync(path)).Text);
        Assert.Equal(0, sim.Azure.Blobs.CountUncommittedBlocks(Account, path.Split('/')[2], "b"));
    }

    [Fact]
    public async Task PutList_Latest_PrefersUncommitted()
    {
        string path = await NewPathAsync();
        await PutBlockAsync(path, "1", "old");
        await PutListAsync(path, "1");
        await PutBlockAsync(path, "1", "new");

        await PutListAsync(path, "1");

        Assert.Equal("new", (await sim.Blob.GetAsync(path)).Text);
    }

    [Theory]
    [InlineData("Latest")]
    [InlineData("Committed")]
    [InlineData("Uncommitted")]
    public async Task PutList_UnknownBlock_BadRequestAndBlobUnchanged(string kind)
    {
        string path = await NewPathAsync();
        await sim.Blob.PutAsync(path, "old");
        await PutBlockAsync(path, "1", "x");

        (await PutListAsync(path, ["9"], kind)).Expect(HttpStatusCode.BadRequest, "InvalidBlockList");

        Assert.Equal("old", (await sim.Blob.GetAsync(path)).Text);
        Assert.Equal(["1:1"], await BlocksAsync(path, "uncommitted", "UncommittedBlocks"));
    }

    [Theory]
    [InlineData("<BlockList><Newest>MQ==</Newest></BlockList>")]
    [InlineData("<BlockList><Latest>MQ==</Latest>")]
    [InlineData("<Other/>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e 'MQ=='>]><BlockList><Latest>&e;</Latest></BlockList>")]
    public async Task PutList_BadXml_BadRequest(string xml)
    {
        string path = await NewPathAsync();
        await PutBlockAsync(path, "1", "x");

        (await sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=blocklist", Encoding.UTF8.GetBytes(xml))).Expect(HttpStatusCode.BadRequest, "InvalidXmlDocument");
    }

    [Theory]
    [InlineData("1000")]
    // As long in base64, and one byte longer before.
    [InlineData("12")]
    public async Task PutBlock_IdsOfDifferentLength_BadRequest(string second)
    {
        string path = await NewPathAsync();
        await PutBlockAsync(path, "1", "x");

        (await PutBlockAsync(path, second, "x")).Expect(HttpStatusCode.BadRequest, "InvalidBlobOrBlock");
    }

    [Theory]
    [InlineData("?comp=block", "MissingRequiredQueryParameter")]
    [InlineData("?comp=block&blockid=", "InvalidQueryParameterValue")]
    [InlineData("?comp=block&blockid=no*base64", "InvalidQueryParameterValue")]
    public async Task PutBlock_BadId_BadRequest(string query, string code) =>
        (await sim.Blob.SendAsync(HttpMethod.Put, await NewPathAsync() + query, [1])).Expect(HttpStatusCode.BadRequest, code);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task PutBlock_IdUpTo64Bytes(int length, bool accepted)
    {
        string id = Uri.EscapeDataString(Convert.ToBase64String(new byte[length]));

        Answer answer = await sim.Blob.SendAsync(HttpMethod.Put, $"{await NewPathAsync()}?comp=block&blockid={id}", [1]);

        if (accepted)
            answer.Expect(HttpStatusCode.Created);
        else
            answer.Expect(HttpStatusCode.BadRequest, "OutOfRangeInput");
    }

    [Fact]
    public async Task PutBlock_PlusInIdNotEncoded_IsASpaceAndRefused() =>
        (await sim.Blob.SendAsync(HttpMethod.Put, await NewPathAsync() + "?comp=block&blockid=++++", [1])).Expect(HttpStatusCode.BadRequest, "InvalidQueryParameterValue");

    [Fact]
    public async Task PutBlock_Empty_BadRequest() => (await PutBlockAsync(await NewPathAsync(), "1", string.Empty)).Expect(HttpStatusCode.BadRequest, "InvalidHeaderValue");

    [Fact]
    public async Task PutBlock_WrongMd5_BadRequestAndNotStored()
    {
        string path = await NewPathAsync();

        (await sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=block&blockid=MQ==", [1], ("Content-MD5", Md5.Base64([2]))))
            .Expect(HttpStatusCode.BadRequest, "Md5Mismatch");

        (await sim.Blob.GetAsync(path + "?comp=blocklist&blocklisttype=all")).Expect(HttpStatusCode.NotFound, "BlobNotFound");
    }

    [Fact]
    public async Task PutBlock_BeforeBigBlocks_LimitedByServiceVersion()
    {
        string path = await NewPathAsync();
        byte[] five = new byte[5 * 1024 * 1024];

        (await sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=block&blockid=MQ==", five, ("x-ms-version", "2015-12-11")))
            .Expect(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge");
        (await sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=block&blockid=MQ==", five)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Put_WholeBlob_DiscardsUncommittedBlocks()
    {
        string path = await NewPathAsync();
        await PutBlockAsync(path, "1", "x");

        await sim.Blob.PutAsync(path, "whole");

        Assert.Empty(await BlocksAsync(path, "all", "UncommittedBlocks"));
    }

    private async Task<string> NewPathAsync() => $"/{Account}/{await sim.Blob.NewContainerAsync(Account)}/b";

    private static string Id(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private Task<Answer> PutBlockAsync(string path, string id, string content) =>
        sim.Blob.SendAsync(HttpMethod.Put, $"{path}?comp=block&blockid={Uri.EscapeDataString(Id(id))}", Encoding.UTF8.GetBytes(content));

    private Task<Answer> PutListAsync(string path, params string[] ids) => PutListAsync(path, ids, "Latest");

    private Task<Answer> PutListAsync(string path, string[] ids, string kind, params (string, string)[] headers)
    {
        XElement list = new("BlockList", ids.Select(id => new XElement(kind, Id(id))));
        return sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=blocklist", Encoding.UTF8.GetBytes(list.ToString()), headers);
    }

    private async Task<string[]> BlocksAsync(string path, string type, string element)
    {
        Answer answer = await sim.Blob.GetAsync($"{path}?comp=blocklist&blocklisttype={type}");
        return
        [
            .. answer.Expect(HttpStatusCode.OK).Xml.Element(element)!.Elements()
                .Select(block => $"{Encoding.UTF8.GetString(Convert.FromBase64String(block.Element("Name")!.Value))}:{block.Element("Size")!.Value}"),
        ];
    }
}
