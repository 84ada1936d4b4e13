using System.Net;
using System.Xml.Linq;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Lists of blobs.</summary>
public sealed class ListBlobsTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Account = "stmldrprimary";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(5000)]
    public async Task List_Flat_AllInOrdinalOrderOverAnyPageSize(int size)
    {
        string container = await FillAsync("b", "a/2", "a/1", "Z", "a", "ä", "a/1/x");

        List<string> names = await ListAsync(container, $"maxresults={size}");

        Assert.Equal(["Z", "a", "a/1", "a/1/x", "a/2", "b", "ä"], names);
    }

    [Theory]
    [InlineData("", "dir/|dir2/|file")]
    [InlineData("dir/", "dir/a|dir/sub/")]
    [InlineData("dir", "dir/|dir2/")]
    [InlineData("none", "")]
    public async Task List_Hierarchical_LevelsOnceAndBlobs(string prefix, string expected)
    {
        string container = await FillAsync("dir/a", "dir/sub/1", "dir/sub/2", "dir2/x", "file");

        foreach (int size in (int[])[1, 2, 5000])
            Assert.Equal(expected, string.Join('|', await ListAsync(container, $"delimiter=/&prefix={Uri.EscapeDataString(prefix)}&maxresults={size}")));
    }

    [Fact]
    public async Task List_Prefix_WithReservedCharacters()
    {
        string container = await FillAsync("a b/1", "a+b/1", "a%20b/1");

        Assert.Equal(["a+b/1"], await ListAsync(container, "prefix=" + Uri.EscapeDataString("a+b")));
        Assert.Equal(["a b/1"], await ListAsync(container, "prefix=a+b"));
    }

    [Fact]
    public async Task List_IncludeMetadataAndUncommitted()
    {
        string container = await FillAsync();
        await sim.Blob.PutAsync($"/{Account}/{container}/whole", "x", ("x-ms-meta-K", "v"));
        await sim.Blob.SendAsync(HttpMethod.Put, $"/{Account}/{container}/parts?comp=block&blockid=AAAA", [1]);

        XElement[] plain = [.. (await PageAsync(container, "")).Descendants("Blob")];
        XElement[] full = [.. (await PageAsync(container, "include=metadata,uncommittedblobs")).Descendants("Blob")];

        Assert.Equal("whole", Assert.Single(plain).Element("Name")!.Value);
        Assert.Null(plain[0].Element("Metadata"));
        Assert.Equal(["parts", "whole"], full.Select(blob => blob.Element("Name")!.Value));
        Assert.Equal("0", full[0].Element("Properties")!.Element("Content-Length")!.Value);
        Assert.Equal("v", full[1].Element("Metadata")!.Element("K")!.Value);
    }

    [Fact]
    public async Task List_Entry_TellsWhatHeadTells()
    {
        string container = await FillAsync("x");
        Answer head = await sim.Blob.HeadAsync($"/{Account}/{container}/x");

        XElement properties = (await PageAsync(container, "")).Descendants("Properties").Single();

        Assert.Equal(head.Header("ETag")!.Trim('"'), properties.Element("Etag")!.Value);
        Assert.Equal(head.Header("Content-MD5"), properties.Element("Content-MD5")!.Value);
        Assert.Equal(head.Header("Last-Modified"), properties.Element("Last-Modified")!.Value);
        Assert.Equal(head.Header("Content-Length"), properties.Element("Content-Length")!.Value);
    }

    [Theory]
    [InlineData("maxresults=0", "OutOfRangeQueryParameterValue")]
    [InlineData("maxresults=-5", "OutOfRangeQueryParameterValue")]
    [InlineData("maxresults=x", "InvalidQueryParameterValue")]
    [InlineData("marker=made-up", "InvalidQueryParameterValue")]
    [InlineData("include=everything", "InvalidQueryParameterValue")]
    public async Task List_BadParameter_BadRequest(string query, string code) =>
        (await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}/azureml?restype=container&comp=list&{query}")).Expect(HttpStatusCode.BadRequest, code);

    private async Task<string> FillAsync(params string[] names)
    {
        string container = await sim.Blob.NewContainerAsync(Account);
        foreach (string name in names)
            (await sim.Blob.PutAsync(BlobCaller.PathOf(Account, container, name), name)).Expect(HttpStatusCode.Created);
        return container;
    }

    private async Task<XElement> PageAsync(string container, string query) =>
        (await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}/{container}?restype=container&comp=list&{query}")).Expect(HttpStatusCode.OK).Xml;

    private async Task<List<string>> ListAsync(string container, string query)
    {
        List<string> names = [];
        string marker = string.Empty;
        do
        {
            XElement page = await PageAsync(container, query + (marker.Length > 0 ? "&marker=" + Uri.EscapeDataString(marker) : string.Empty));
            names.AddRange(page.Element("Blobs")!.Elements().Select(entry => entry.Element("Name")!.Value));
            marker = page.Element("NextMarker")!.Value;
        }
        while (marker.Length > 0);

        return names;
    }
}
