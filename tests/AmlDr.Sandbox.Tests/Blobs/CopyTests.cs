using System.Net;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Copies from one blob to another that the service makes by itself.</summary>
public sealed class CopyTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Source = "stmldrprimary";

    private const string Destination = "stmldrsecondary";

    private (string, string) Bearer => ("x-ms-copy-source-authorization", "Bearer " + sim.Blob.Token);

    [Fact]
    public async Task PutFromUrl_BearerForSource_CopiesBytesAndPropertiesAndComputesMd5()
    {
        (string url, _) = await NewSourceAsync("hello", ("Content-Type", "text/x"), ("x-ms-meta-k", "v"));
        string path = await NewPathAsync();

        Answer answer = (await PutFromUrlAsync(path, url, Bearer)).Expect(HttpStatusCode.Created);

        Answer get = await sim.Blob.GetAsync(path);
        Assert.Equal("hello", get.Text);
        Assert.Equal("text/x", get.Header("Content-Type"));
        Assert.Null(get.Header("x-ms-meta-k"));
        Assert.Equal(Md5.Base64("hello"u8), get.Header("Content-MD5"));
        Assert.Equal(get.Header("Content-MD5"), answer.Header("Content-MD5"));
        Assert.Null(get.Header("x-ms-copy-id"));
    }

    [Fact]
    public async Task PutFromUrl_PropertiesNotWanted_OnlyGivenOnes()
    {
        (string url, _) = await NewSourceAsync("hello", ("Content-Type", "text/x"));
        string path = await NewPathAsync();

        await PutFromUrlAsync(path, url, Bearer, ("x-ms-copy-source-blob-properties", "false"), ("x-ms-blob-content-language", "de"), ("x-ms-meta-own", "1"));

        Answer head = await sim.Blob.HeadAsync(path);
        Assert.Equal("application/octet-stream", head.Header("Content-Type"));
        Assert.Equal("de", head.Header("Content-Language"));
        Assert.Equal("1", head.Header("x-ms-meta-own"));
    }

    [Fact]
    public async Task PutFromUrl_DelegationSas_Accepted()
    {
        string container = await sim.Blob.NewContainerAsync(Source);
        await sim.Blob.PutAsync($"/{Source}/{container}/a%20b%2Bc", "sas");
        string sas = await sim.Blob.DelegationSasAsync(sim.Blob.Primary, container, "a b+c", "r");
        string path = await NewPathAsync();

        (await PutFromUrlAsync(path, $"{sim.Blob.UrlOf(Source, container, "a b+c")}?{sas}")).Expect(HttpStatusCode.Created);

        Assert.Equal("sas", (await sim.Blob.GetAsync(path)).Text);
    }

    [Fact]
    public async Task CopyFromUrl_Sync_SuccessWithPropertiesMetadataAndStoredMd5()
    {
        (string url, _) = await NewSourceAsync("hello", ("Content-Type", "text/x"), ("x-ms-meta-k", "v"));
        string path = await NewPathAsync();

        Answer answer = (await SendAsync(path, url, ("x-ms-requires-sync", "true"), Bearer)).Expect(HttpStatusCode.Accepted);

        Answer head = await sim.Blob.HeadAsync(path);
        Assert.Equal("success", answer.Header("x-ms-copy-status"));
        Assert.Equal("v", head.Header("x-ms-meta-k"));
        Assert.Equal("text/x", head.Header("Content-Type"));
        Assert.Equal(Md5.Base64("hello"u8), head.Header("Content-MD5"));
        Assert.Equal(answer.Header("x-ms-copy-id"), head.Header("x-ms-copy-id"));
        Assert.Equal("5/5", head.Header("x-ms-copy-progress"));
        Assert.Equal(url, head.Header("x-ms-copy-source"));
    }

    [Fact]
    public async Task CopyFromUrl_SourceWithoutMd5_DestinationHasNone()
    {
        string path = await NewPathAsync();
        string url = SeedGenerated(1000);

        await SendAsync(path, url, ("x-ms-requires-sync", "true"), Bearer);

        Assert.Null((await sim.Blob.HeadAsync(path)).Header("Content-MD5"));
    }

    [Theory]
    [InlineData(256L * 1024 * 1024, true)]
    [InlineData((256L * 1024 * 1024) + 1, false)]
    public async Task CopyFromUrl_Sync_UpTo256MiB(long length, bool accepted)
    {
        string path = await NewPathAsync();

        Answer answer = await SendAsync(path, SeedGenerated(length), ("x-ms-requires-sync", "true"), Bearer);

        if (accepted)
        {
            answer.Expect(HttpStatusCode.Accepted);
            return;
        }

        answer.Expect(HttpStatusCode.Conflict, "CannotVerifyCopySource");
        Assert.Contains("too large", answer.Text, StringComparison.Ordinal);
        (await sim.Blob.HeadAsync(path)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task PutFromUrl_Over5000MiB_Refused() =>
        (await PutFromUrlAsync(await NewPathAsync(), SeedGenerated((5000L * 1024 * 1024) + 1), Bearer)).Expect(HttpStatusCode.Conflict, "CannotVerifyCopySource");

    [Fact]
    public async Task PutBlockFromUrl_RangesOfABigBlob_BecomeTheSameBlobWithoutBytesMoved()
    {
        const long Length = 1_200_000_000, Block = 100_000_000;
        string url = SeedGenerated(Length);
        string path = await NewPathAsync();
        string list = string.Empty;
        for (long offset = 0, i = 0; offset < Length; offset += Block, i++)
        {
            string id = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{i:D6}"));
            (await SendAsync(
                $"{path}?comp=block&blockid={Uri.EscapeDataString(id)}", url, ("x-ms-source-range", $"bytes={offset}-{Math.Min(offset + Block, Length) - 1}"), Bearer))
                .Expect(HttpStatusCode.Created);
            list += $"<Latest>{id}</Latest>";
        }

        (await sim.Blob.SendAsync(HttpMethod.Put, path + "?comp=blocklist", System.Text.Encoding.UTF8.GetBytes($"<BlockList>{list}</BlockList>"))).Expect(HttpStatusCode.Created);

        string[] parts = path.Split('/');
        BlobContent copy = sim.Azure.Blobs.Read(Destination, parts[2], parts[3])!;
        Assert.Equal(Length, copy.Length);
        // Cut and joined again, the content is the source's formula, so digests are shared and nothing was materialised.
        Assert.IsType<GeneratedContent>(copy);
        Assert.Equal(BlobContent.Generated(Length, Length).Slice(Length - 100, 100).ToArray(), copy.Slice(Length - 100, 100).ToArray());
    }

    [Fact]
    public async Task PutBlockFromUrl_RangeBeyondTheSource_Refused()
    {
        (string url, _) = await NewSourceAsync("hello");

        (await SendAsync(await NewPathAsync() + "?comp=block&blockid=MQ==", url, ("x-ms-source-range", "bytes=0-5"), Bearer))
            .Expect(HttpStatusCode.RequestedRangeNotSatisfiable, "CannotVerifyCopySource");
    }

    [Theory]
    [InlineData("", "x-ms-blob-type", "BlockBlob")]
    [InlineData("", "x-ms-requires-sync", "true")]
    [InlineData("", "x-ms-meta-a", "async")]
    [InlineData("?comp=block&blockid=MQ==", "x-ms-meta-a", "block")]
    public async Task FromUrl_BodySent_BadRequest(string query, string header, string value)
    {
        (string url, _) = await NewSourceAsync("hello");

        (await sim.Blob.SendAsync(HttpMethod.Put, await NewPathAsync() + query, [1], ("x-ms-copy-source", url), (header, value)))
            .Expect(HttpStatusCode.BadRequest, "InvalidHeaderValue");
    }

    [Theory]
    [InlineData("", HttpStatusCode.Unauthorized, "NoAuthenticationInformation")]
    [InlineData("expired", HttpStatusCode.Forbidden, "AuthenticationFailed")]
    [InlineData("write only", HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch")]
    [InlineData("other blob", HttpStatusCode.Forbidden, "AuthenticationFailed")]
    [InlineData("wrong audience", HttpStatusCode.Unauthorized, "InvalidAuthenticationInfo")]
    public async Task PutFromUrl_SourceNotAuthorized_SourcesOwnStatus(string how, HttpStatusCode status, string sourceCode)
    {
        (string url, string container) = await NewSourceAsync("hello");
        string sas = how switch
        {
            "expired" => sim.Blob.ServiceSas(sim.Blob.Primary, container, "b", "r", TimeSpan.FromMinutes(-1)),
            "write only" => sim.Blob.ServiceSas(sim.Blob.Primary, container, "b", "w"),
            "other blob" => sim.Blob.ServiceSas(sim.Blob.Primary, container, "c", "r"),
            _ => string.Empty,
        };
        (string, string)[] header = how == "wrong audience"
            ? [("x-ms-copy-source-authorization", "Bearer " + sim.Azure.Tokens.Issue("https://management.azure.com"))]
            : [];
        string path = await NewPathAsync();

        Answer answer = await PutFromUrlAsync(path, sas.Length > 0 ? $"{url}?{sas}" : url, header);

        answer.Expect(status, "CannotVerifyCopySource");
        Assert.Equal(sourceCode, answer.Header("x-ms-copy-source-error-code"));
        Assert.Equal(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Header("x-ms-copy-source-status-code"));
        (await sim.Blob.HeadAsync(path)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task PutFromUrl_SourceMissing_NotFound()
    {
        (string url, _) = await NewSourceAsync("hello");

        Answer answer = await PutFromUrlAsync(await NewPathAsync(), url + "-missing", Bearer);

        answer.Expect(HttpStatusCode.NotFound, "CannotVerifyCopySource");
        Assert.Equal("BlobNotFound", answer.Header("x-ms-copy-source-error-code"));
    }

    [Theory]
    [InlineData("https://example.com/stmldrprimary/c/b")]
    [InlineData("http://127.0.0.1:1/stmldrprimary/c/b")]
    public async Task PutFromUrl_SourceElsewhere_Refused(string url) =>
        (await PutFromUrlAsync(await NewPathAsync(), url, Bearer)).Expect(HttpStatusCode.BadRequest, "CannotVerifyCopySource");

    [Theory]
    [InlineData("x-ms-source-if-match", "\"0x0\"", false)]
    [InlineData("x-ms-source-if-match", "ETAG", true)]
    [InlineData("x-ms-source-if-none-match", "ETAG", false)]
    [InlineData("x-ms-source-if-unmodified-since", "Mon, 01 Jan 2001 00:00:00 GMT", false)]
    [InlineData("x-ms-source-if-modified-since", "Mon, 01 Jan 2001 00:00:00 GMT", true)]
    public async Task Copies_SourceCondition_DecidesStatus(string header, string value, bool copied)
    {
        (string url, string container) = await NewSourceAsync("hello");
        string etag = (await sim.Blob.HeadAsync($"/{Source}/{container}/b")).Header("ETag")!;
        (string, string) condition = (header, value.Replace("ETAG", etag, StringComparison.Ordinal));
        string path = await NewPathAsync();

        Answer[] answers =
        [
            await PutFromUrlAsync(path, url, condition, Bearer),
            await SendAsync(path, url, ("x-ms-requires-sync", "true"), condition, Bearer),
            await SendAsync(path + "?comp=block&blockid=MQ==", url, condition, Bearer),
        ];

        if (copied)
            Assert.All(answers, answer => Assert.True((int)answer.Status < 300, answer.Text));
        else
            Assert.All(answers, answer => answer.Expect(HttpStatusCode.PreconditionFailed, "SourceConditionNotMet"));
    }

    [Fact]
    public async Task Copies_DestinationExistsAndMustNot_Conflict()
    {
        (string url, _) = await NewSourceAsync("new");
        string path = await NewPathAsync();
        await sim.Blob.PutAsync(path, "old");

        (await PutFromUrlAsync(path, url, ("If-None-Match", "*"), Bearer)).Expect(HttpStatusCode.Conflict, "BlobAlreadyExists");
        (await SendAsync(path, url, ("x-ms-requires-sync", "true"), ("If-None-Match", "*"), Bearer)).Expect(HttpStatusCode.Conflict, "BlobAlreadyExists");

        Assert.Equal("old", (await sim.Blob.GetAsync(path)).Text);
    }

    [Theory]
    [InlineData("x-ms-source-content-md5")]
    [InlineData("x-ms-source-content-crc64")]
    public async Task Copies_WrongSourceDigest_BadRequest(string header)
    {
        (string url, _) = await NewSourceAsync("hello");
        string wrong = header.EndsWith("md5", StringComparison.Ordinal) ? Md5.Base64("other"u8) : "AAAAAAAAAAA=";
        string code = header.EndsWith("md5", StringComparison.Ordinal) ? "Md5Mismatch" : "Crc64Mismatch";
        string path = await NewPathAsync();

        (await PutFromUrlAsync(path, url, (header, wrong), Bearer)).Expect(HttpStatusCode.BadRequest, code);
        (await SendAsync(path + "?comp=block&blockid=MQ==", url, (header, wrong), Bearer)).Expect(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Copy_Async_SuccessInTheEnd()
    {
        (string url, string container) = await NewSourceAsync("hello", ("x-ms-meta-k", "v"));
        string sas = sim.Blob.ServiceSas(sim.Blob.Primary, container, "b", "r");
        string path = await NewPathAsync();

        Answer started = (await SendAsync(path, $"{url}?{sas}")).Expect(HttpStatusCode.Accepted);
        await SettledAsync(path);

        Answer get = await sim.Blob.GetAsync(path);
        Assert.Equal("pending", started.Header("x-ms-copy-status"));
        Assert.Equal("success", get.Header("x-ms-copy-status"));
        Assert.Equal("hello", get.Text);
        Assert.Equal("v", get.Header("x-ms-meta-k"));
        Assert.DoesNotContain("sig=", get.Header("x-ms-copy-source"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_IncludeCopy_TellsTheLastCopy()
    {
        (string url, _) = await NewSourceAsync("hello");
        string path = await NewPathAsync();
        await SendAsync(path, url, ("x-ms-requires-sync", "true"), Bearer);
        string list = $"/{Destination}/{path.Split('/')[2]}?restype=container&comp=list";

        Answer with = await sim.Blob.SendAsync(HttpMethod.Get, list + "&include=copy");
        Answer without = await sim.Blob.SendAsync(HttpMethod.Get, list);

        Assert.Equal("success", with.Xml.Descendants("CopyStatus").Single().Value);
        Assert.Equal(url, with.Xml.Descendants("CopySource").Single().Value);
        Assert.Empty(without.Xml.Descendants("CopyStatus"));
    }

    [Fact]
    public async Task Copy_AsyncInOneAccount_NeedsNoSas()
    {
        (string url, string container) = await NewSourceAsync("hello");
        string path = $"/{Source}/{container}/copy";

        (await SendAsync(path, url)).Expect(HttpStatusCode.Accepted);
        await SettledAsync(path);

        Assert.Equal("hello", (await sim.Blob.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Copy_AsyncAcrossAccountsWithoutSas_Refused()
    {
        (string url, _) = await NewSourceAsync("hello");

        (await SendAsync(await NewPathAsync(), url)).Expect(HttpStatusCode.Unauthorized, "CannotVerifyCopySource");
        (await SendAsync(await NewPathAsync(), url, Bearer)).Expect(HttpStatusCode.BadRequest, "UnsupportedHeader");
    }

    private async Task SettledAsync(string path)
    {
        for (int i = 0; i < 2000; i++)
        {
            if ((await sim.Blob.HeadAsync(path)).Header("x-ms-copy-status") != "pending")
                return;
        }

        Assert.Fail("The copy stays pending.");
    }

    private Task<Answer> PutFromUrlAsync(string path, string url, params (string, string)[] headers) => SendAsync(path, url, [("x-ms-blob-type", "BlockBlob"), .. headers]);

    private Task<Answer> SendAsync(string path, string url, params (string, string)[] headers) =>
        sim.Blob.SendAsync(HttpMethod.Put, path, [], [("x-ms-copy-source", url), .. headers]);

    private async Task<string> NewPathAsync() => $"/{Destination}/{await sim.Blob.NewContainerAsync(Destination)}/b";

    private async Task<(string Url, string Container)> NewSourceAsync(string content, params (string, string)[] headers)
    {
        string container = await sim.Blob.NewContainerAsync(Source);
        (await sim.Blob.PutAsync($"/{Source}/{container}/b", content, headers)).Expect(HttpStatusCode.Created);
        return (sim.Blob.UrlOf(Source, container, "b"), container);
    }

    private string SeedGenerated(long length)
    {
        string name = Guid.NewGuid().ToString();
        sim.Azure.Blobs.Put(Source, "azureml", name, BlobContent.Generated(length, length), withContentMd5: false);
        return sim.Blob.UrlOf(Source, "azureml", name);
    }
}
