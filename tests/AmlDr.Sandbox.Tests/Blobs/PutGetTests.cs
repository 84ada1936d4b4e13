using System.Net;
using System.Text;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Containers; putting, reading, changing and deleting blobs.</summary>
public sealed class PutGetTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Account = "stmldrprimary";

    [Fact]
    public async Task Container_CreatedTwice_Conflict()
    {
        string container = await sim.Blob.NewContainerAsync(Account);

        (await sim.Blob.SendAsync(HttpMethod.Put, $"/{Account}/{container}?restype=container")).Expect(HttpStatusCode.Conflict, "ContainerAlreadyExists");
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("a")]
    [InlineData("double--dash")]
    [InlineData("-dash")]
    [InlineData("under_score")]
    public async Task Container_InvalidName_BadRequest(string name) =>
        (await sim.Blob.SendAsync(HttpMethod.Put, $"/{Account}/{name}?restype=container")).Expect(HttpStatusCode.BadRequest, "InvalidResourceName");

    [Fact]
    public async Task Container_MetadataSetListedAndDeleted()
    {
        string container = await sim.Blob.NewContainerAsync(Account);

        (await sim.Blob.SendAsync(HttpMethod.Put, $"/{Account}/{container}?restype=container&comp=metadata", null, ("x-ms-meta-Team", "ml"))).Expect(HttpStatusCode.OK);
        Answer head = (await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}/{container}?restype=container")).Expect(HttpStatusCode.OK);
        Answer list = (await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}?comp=list&include=metadata&prefix={container}")).Expect(HttpStatusCode.OK);
        (await sim.Blob.SendAsync(HttpMethod.Delete, $"/{Account}/{container}?restype=container")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("ml", head.Header("x-ms-meta-Team"));
        Assert.Equal("ml", list.Xml.Descendants("Metadata").Single().Element("Team")!.Value);
        (await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}/{container}?restype=container")).Expect(HttpStatusCode.NotFound, "ContainerNotFound");
    }

    [Fact]
    public async Task ListContainers_Paged_FollowsMarkers()
    {
        string prefix = "paged" + Guid.NewGuid().ToString("N")[..8];
        foreach (string suffix in (string[])["a", "b", "c"])
            await sim.Blob.SendAsync(HttpMethod.Put, $"/{Account}/{prefix}{suffix}?restype=container");

        List<string> names = [];
        string marker = string.Empty;
        do
        {
            Answer page = await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}?comp=list&prefix={prefix}&maxresults=1&marker={Uri.EscapeDataString(marker)}");
            names.AddRange(page.Expect(HttpStatusCode.OK).Xml.Descendants("Name").Select(name => name.Value));
            marker = page.Xml.Element("NextMarker")!.Value;
        }
        while (marker.Length > 0);

        Assert.Equal([prefix + "a", prefix + "b", prefix + "c"], names);
    }

    [Fact]
    public async Task Put_Blob_ReadBackWithComputedMd5AndProperties()
    {
        string path = await NewBlobAsync("hello", ("Content-Type", "text/plain"), ("x-ms-meta-Key", "Value"), ("Cache-Control", "no-store"));

        Answer get = (await sim.Blob.GetAsync(path)).Expect(HttpStatusCode.OK);

        Assert.Equal("hello", get.Text);
        Assert.Equal(Md5.Base64("hello"u8), get.Header("Content-MD5"));
        Assert.Equal("text/plain", get.Header("Content-Type"));
        Assert.Equal("Value", get.Header("x-ms-meta-Key"));
        Assert.Equal("no-store", get.Header("Cache-Control"));
        Assert.Equal("BlockBlob", get.Header("x-ms-blob-type"));
        Assert.Matches("^\"0x8D[0-9A-F]+\"$", get.Header("ETag")!);
    }

    [Fact]
    public async Task Head_Blob_SameHeadersAndLengthWithoutBody()
    {
        string path = await NewBlobAsync("hello");

        Answer head = (await sim.Blob.HeadAsync(path)).Expect(HttpStatusCode.OK);

        Assert.Empty(head.Bytes);
        Assert.Equal("5", head.Header("Content-Length"));
        Assert.Equal("application/octet-stream", head.Header("Content-Type"));
        Assert.Equal("unlocked", head.Header("x-ms-lease-status"));
        Assert.Equal("Hot", head.Header("x-ms-access-tier"));
    }

    [Fact]
    public async Task Put_EmptyBlob_LengthZeroAndMd5OfNothing()
    {
        string path = await NewBlobAsync(string.Empty);

        Answer head = await sim.Blob.HeadAsync(path);

        Assert.Equal("0", head.Header("Content-Length"));
        Assert.Equal("1B2M2Y8AsgTpgAmY7PhCfg==", head.Header("Content-MD5"));
    }

    [Theory]
    [InlineData("Content-MD5")]
    [InlineData("x-ms-blob-content-md5")]
    public async Task Put_WrongMd5_BadRequestAndNothingStored(string header)
    {
        string container = await sim.Blob.NewContainerAsync(Account);
        string path = $"/{Account}/{container}/b";

        (await sim.Blob.PutAsync(path, "hello", (header, Md5.Base64("other"u8)))).Expect(HttpStatusCode.BadRequest, "Md5Mismatch");

        (await sim.Blob.HeadAsync(path)).Expect(HttpStatusCode.NotFound, "BlobNotFound");
    }

    [Fact]
    public async Task Put_MalformedMd5_BadRequest() =>
        (await sim.Blob.PutAsync(await PathAsync(), "hello", ("x-ms-blob-content-md5", "AAAA"))).Expect(HttpStatusCode.BadRequest, "InvalidMd5");

    [Fact]
    public async Task Put_WrongCrc64_BadRequest() =>
        (await sim.Blob.PutAsync(await PathAsync(), "hello", ("x-ms-content-crc64", "AAAAAAAAAAA="))).Expect(HttpStatusCode.BadRequest, "Crc64Mismatch");

    [Fact]
    public async Task Put_TypeMissing_BadRequest() =>
        (await sim.Blob.SendAsync(HttpMethod.Put, await PathAsync(), "x"u8.ToArray())).Expect(HttpStatusCode.BadRequest, "MissingRequiredHeader");

    [Theory]
    [InlineData("x-ms-meta-has-dash", "v", "InvalidMetadata")]
    [InlineData("x-ms-meta-1st", "v", "InvalidMetadata")]
    public async Task Put_BadMetadata_BadRequest(string name, string value, string code) =>
        (await sim.Blob.PutAsync(await PathAsync(), "x", (name, value))).Expect(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task Put_MetadataOverEightKilobytes_BadRequest() =>
        (await sim.Blob.PutAsync(await PathAsync(), "x", ("x-ms-meta-big", new string('x', 8192)))).Expect(HttpStatusCode.BadRequest, "MetadataTooLarge");

    [Fact]
    public async Task Put_ContainerMissing_NotFound() =>
        (await sim.Blob.PutAsync($"/{Account}/never-made/b", "x")).Expect(HttpStatusCode.NotFound, "ContainerNotFound");

    [Fact]
    public async Task Put_AccountMissing_NotFound() =>
        (await sim.Blob.PutAsync("/nobody/c/b", "x")).Expect(HttpStatusCode.NotFound, "ResourceNotFound");

    [Theory]
    [InlineData("Range", "bytes=2-4", "cde", "bytes 2-4/10")]
    [InlineData("x-ms-range", "bytes=7-", "hij", "bytes 7-9/10")]
    [InlineData("x-ms-range", "bytes=8-100", "ij", "bytes 8-9/10")]
    public async Task Get_Range_PartialContent(string header, string range, string expected, string contentRange)
    {
        string path = await NewBlobAsync("abcdefghij");

        Answer answer = (await sim.Blob.GetAsync(path, (header, range))).Expect(HttpStatusCode.PartialContent);

        Assert.Equal(expected, answer.Text);
        Assert.Equal(contentRange, answer.Header("Content-Range"));
        Assert.Null(answer.Header("Content-MD5"));
        Assert.Equal(Md5.Base64("abcdefghij"u8), answer.Header("x-ms-blob-content-md5"));
    }

    [Fact]
    public async Task Get_RangeWithItsMd5()
    {
        string path = await NewBlobAsync("abcdefghij");

        Answer answer = await sim.Blob.GetAsync(path, ("x-ms-range", "bytes=0-2"), ("x-ms-range-get-content-md5", "true"));

        Assert.Equal(Md5.Base64("abc"u8), answer.Expect(HttpStatusCode.PartialContent).Header("Content-MD5"));
    }

    [Theory]
    [InlineData("bytes=10-12")]
    [InlineData("bytes=11-")]
    public async Task Get_RangeBeyondTheEnd_NotSatisfiable(string range) =>
        (await sim.Blob.GetAsync(await NewBlobAsync("abcdefghij"), ("x-ms-range", range))).Expect(HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange");

    [Fact]
    public async Task Get_GeneratedBlob_AnyRangeWithoutMaterialising()
    {
        BlobContent content = BlobContent.Generated(11, 5L * 1024 * 1024 * 1024);
        string container = await sim.Blob.NewContainerAsync(Account);
        sim.Azure.Blobs.Put(Account, container, "huge", content, withContentMd5: false);
        long far = 4_999_999_999;

        Answer answer = await sim.Blob.GetAsync($"/{Account}/{container}/huge", ("x-ms-range", $"bytes={far}-{far + 999}"));
        Answer head = await sim.Blob.HeadAsync($"/{Account}/{container}/huge");

        Assert.Equal(content.Slice(far, 1000).ToArray(), answer.Expect(HttpStatusCode.PartialContent).Bytes);
        Assert.Equal("5368709120", head.Header("Content-Length"));
        Assert.Null(head.Header("Content-MD5"));
    }

    [Fact]
    public async Task SetMetadata_ReplacesAllAndChangesETag()
    {
        string path = await NewBlobAsync("x", ("x-ms-meta-old", "1"));
        string? before = (await sim.Blob.HeadAsync(path)).Header("ETag");

        (await sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=metadata", null, ("x-ms-meta-new", "2"))).Expect(HttpStatusCode.OK);

        Answer head = await sim.Blob.HeadAsync(path);
        Assert.Null(head.Header("x-ms-meta-old"));
        Assert.Equal("2", head.Header("x-ms-meta-new"));
        Assert.NotEqual(before, head.Header("ETag"));
    }

    [Fact]
    public async Task SetProperties_WhatIsLeftOutIsCleared()
    {
        string path = await NewBlobAsync("x", ("Content-Type", "text/plain"));

        (await sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=properties", null, ("x-ms-blob-content-language", "de"))).Expect(HttpStatusCode.OK);

        Answer head = await sim.Blob.HeadAsync(path);
        Assert.Equal("application/octet-stream", head.Header("Content-Type"));
        Assert.Equal("de", head.Header("Content-Language"));
        Assert.Null(head.Header("Content-MD5"));
    }

    [Fact]
    public async Task Delete_Blob_GoneAndSecondDeleteNotFound()
    {
        string path = await NewBlobAsync("x");

        (await sim.Blob.SendAsync(HttpMethod.Delete, path)).Expect(HttpStatusCode.Accepted);

        (await sim.Blob.HeadAsync(path)).Expect(HttpStatusCode.NotFound, "BlobNotFound");
        (await sim.Blob.SendAsync(HttpMethod.Delete, path)).Expect(HttpStatusCode.NotFound, "BlobNotFound");
    }

    [Fact]
    public async Task Append_Blocks_GrowInOrderAndGuardPosition()
    {
        string path = await PathAsync();
        (await sim.Blob.SendAsync(HttpMethod.Put, path, [], ("x-ms-blob-type", "AppendBlob"))).Expect(HttpStatusCode.Created);

        Answer first = await AppendAsync("ab");
        Answer second = await AppendAsync("cd", ("x-ms-blob-condition-appendpos", "2"));
        Answer stale = await AppendAsync("ef", ("x-ms-blob-condition-appendpos", "2"));

        Assert.Equal("0", first.Expect(HttpStatusCode.Created).Header("x-ms-blob-append-offset"));
        Assert.Equal("2", second.Expect(HttpStatusCode.Created).Header("x-ms-blob-append-offset"));
        stale.Expect(HttpStatusCode.PreconditionFailed, "AppendPositionConditionNotMet");
        Assert.Equal("abcd", (await sim.Blob.GetAsync(path)).Text);

        Task<Answer> AppendAsync(string text, params (string, string)[] headers) =>
            sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=appendblock", Encoding.UTF8.GetBytes(text), headers);
    }

    [Theory]
    [InlineData("PUT", "?comp=snapshot")]
    [InlineData("PUT", "?comp=tier")]
    [InlineData("GET", "?comp=tags")]
    public async Task Send_OperationNotSimulated_NotImplementedSaysSo(string method, string query) =>
        (await sim.Blob.SendAsync(new HttpMethod(method), await NewBlobAsync("x") + query)).Expect(HttpStatusCode.NotImplemented, "NotImplemented");

    [Theory]
    [InlineData("x-ms-tags", "a=b")]
    [InlineData("x-ms-if-tags", "a='b'")]
    [InlineData("x-ms-encryption-scope", "s")]
    public async Task Put_HeaderNotSimulated_RefusedNotIgnored(string name, string value) =>
        (await sim.Blob.PutAsync(await PathAsync(), "x", (name, value))).Expect(HttpStatusCode.NotImplemented, "NotImplemented");

    [Fact]
    public async Task FileService_NotImplemented() =>
        (await sim.Blob.SendAsync(HttpMethod.Get, "/stmldrprimary.file/share")).Expect(HttpStatusCode.NotImplemented, "NotImplemented");

    [Theory]
    [InlineData(null, "MissingRequiredHeader")]
    [InlineData("newest", "InvalidHeaderValue")]
    [InlineData("2099-01-01", "InvalidHeaderValue")]
    public async Task Send_ServiceVersionMissingOrUnknown_BadRequest(string? version, string code)
    {
        (string, string)[] headers = [("Authorization", "Bearer " + sim.Blob.Token), .. version is null ? [] : new[] { ("x-ms-version", version) }];

        (await sim.Blob.SendBareAsync(HttpMethod.Get, $"/{Account}?comp=list", null, headers)).Expect(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Put_LengthNotTold_LengthRequired()
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Put, sim.Azure.BaseUrl + await PathAsync());
        request.Headers.Add("Authorization", "Bearer " + sim.Blob.Token);
        request.Headers.Add("x-ms-version", BlobCaller.Version);
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StreamContent(new MemoryStream([1, 2, 3]));

        (await Answer.ReadAsync(await http.SendAsync(request))).Expect(HttpStatusCode.LengthRequired, "MissingContentLengthHeader");
    }

    [Fact]
    public async Task Errors_CarryRequestIdAndXml()
    {
        Answer answer = await sim.Blob.GetAsync(await PathAsync(), ("x-ms-client-request-id", "mine"));

        Assert.Equal("BlobNotFound", answer.Xml.Element("Code")!.Value);
        Assert.Contains("RequestId:" + answer.Header("x-ms-request-id"), answer.Xml.Element("Message")!.Value, StringComparison.Ordinal);
        Assert.Equal("mine", answer.Header("x-ms-client-request-id"));
        Assert.Equal(BlobCaller.Version, answer.Header("x-ms-version"));
    }

    private async Task<string> PathAsync() => $"/{Account}/{await sim.Blob.NewContainerAsync(Account)}/b";

    private async Task<string> NewBlobAsync(string content, params (string, string)[] headers)
    {
        string path = await PathAsync();
        (await sim.Blob.PutAsync(path, content, headers)).Expect(HttpStatusCode.Created);
        return path;
    }
}
