using System.Globalization;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Blobs;

/// <summary>Answers of a blob service that are unusual but legal, and answers that are none.</summary>
public class BlobAnswerTests
{
    private const string Workspace = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/one";

    [Fact]
    public async Task List_ByteOrderMark_IsPassedOver() =>
        Assert.Equal("a", Assert.Single((await ListAsync("\uFEFF" + List(Blob("<Name>a</Name>"))))).Name);

    [Theory]
    [InlineData("<Name>a&amp;b &lt;c&gt;</Name>", "a&b <c>")]
    [InlineData("<Name> leading and trailing </Name>", " leading and trailing ")]
    [InlineData("<Name>%20is%2Fkept</Name>", "%20is%2Fkept")]
    [InlineData("<Name Encoded=\"false\">%20is%2Fkept</Name>", "%20is%2Fkept")]
    [InlineData("<Name Encoded=\"true\">a%01%EF%BF%BEb%25</Name>", "a\u0001\uFFFEb%")]
    [InlineData("<Name>line&#xD;&#xA;break&#x9;tab</Name>", "line\r\nbreak\ttab")]
    [InlineData("<Name>&#x1F680;</Name>", "🚀")]
    [InlineData("<Name><![CDATA[a<b]]></Name>", "a<b")]
    public async Task List_Name_IsReadAsMeant(string xml, string name) =>
        Assert.Equal(name, Assert.Single(await ListAsync(List(Blob(xml)))).Name);

    [Fact]
    public async Task List_SparseProperties_AreAbsentAndNotEmpty()
    {
        BlobItem item = Assert.Single(await ListAsync(List(
            """
            <Blob><Name>a</Name><Properties><Etag>0x1</Etag><Content-Length>5</Content-Length><Content-Type/><Content-MD5/><Unheard-Of>1</Unheard-Of>
            </Properties><OrMetadata/></Blob>
            """)));

        Assert.Equal(new BlobItem("a", 5, "\"0x1\"", null, new BlobHttpHeaders(), item.Metadata), item);
        Assert.Empty(item.Metadata);
    }

    [Theory]
    [InlineData("0x1")]
    [InlineData("&quot;0x1&quot;")]
    public async Task List_ETag_HasQuotesAsInHeaders(string etag) => Assert.Equal(
        "\"0x1\"",
        Assert.Single(await ListAsync(List(
            $"<Blob><Name>a</Name><Properties><Etag>{etag}</Etag><Content-Length>5</Content-Length></Properties></Blob>"))).ETag);

    [Fact]
    public async Task List_MetadataNamesThatTheServiceCannotSpell_AreNoMetadata()
    {
        BlobItem item = Assert.Single(await ListAsync(List(Blob(
            "<Name>a</Name>",
            "<Metadata><Kept>1</Kept><x-ms-invalid-name>a@b</x-ms-invalid-name><x-ms-invalid-name>c#d</x-ms-invalid-name></Metadata>"))));

        Assert.Equal(new KeyValuePair<string, string>("Kept", "1"), Assert.Single(item.Metadata));
    }

    [Fact]
    public async Task List_Prefixes_AreNoBlobs() =>
        Assert.Equal("a", Assert.Single(await ListAsync(List("<BlobPrefix><Name>p/</Name></BlobPrefix>" + Blob("<Name>a</Name>")))).Name);

    [Fact]
    public async Task List_EmptyPageWithAMarker_IsNotTheEnd()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((request, response) => ScriptedServer.AnswerAsync(
            response, 200, "application/xml",
            request.Number == 0
                ? "<EnumerationResults><Blobs/><NextMarker>2!a+b/=</NextMarker></EnumerationResults>"
                : List(Blob("<Name>a</Name>"))));

        Assert.Single(await ListAsync(server));
        Assert.Contains("marker=2%21a%2Bb%2F%3D", server.Requests.Last().Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("<EnumerationResults><Blobs><Blob><Name>a</Name>")]
    [InlineData("<EnumerationResults/>")]
    [InlineData("<EnumerationResults><Blobs><Blob/></Blobs></EnumerationResults>")]
    [InlineData("<EnumerationResults><Blobs><Blob><Name>a</Name></Blob></Blobs></EnumerationResults>")]
    [InlineData("<EnumerationResults><Blobs><Blob><Name>a</Name><Properties><Etag>1</Etag><Content-Length>many</Content-Length></Properties></Blob></Blobs></EnumerationResults>")]
    [InlineData("<EnumerationResults><Blobs><Blob><Name>a</Name><Properties><Content-Length>1</Content-Length></Properties></Blob></Blobs></EnumerationResults>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"a\">]><EnumerationResults><Blobs><Blob><Name>&e;</Name></Blob></Blobs></EnumerationResults>")]
    public async Task List_AnswerThatIsNoList_IsTransientAndNeverEmpty(string body) =>
        await Assert.ThrowsAsync<TransientException>(() => ListAsync(body));

    [Theory]
    [InlineData("<html/>")]
    [InlineData("<BlockList><UncommittedBlocks><Block><Name>YQ==</Name></Block></UncommittedBlocks></BlockList>")]
    [InlineData("<BlockList><UncommittedBlocks><Block><Size>1</Size></Block></UncommittedBlocks></BlockList>")]
    [InlineData("<BlockList><UncommittedBlocks>")]
    public async Task GetUncommittedBlocks_AnswerThatIsNoBlockList_IsTransient(string body)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(200, "application/xml", body);
        await using ServiceProvider services = Services(server);

        await Assert.ThrowsAsync<TransientException>(() => services.GetRequiredService<BlobClientFactory>()
            .GetCopyClient(new Uri(server.Endpoint, "account/c")).GetUncommittedBlocksAsync("x", CancellationToken.None));
    }

    [Theory]
    [InlineData("<BlockList/>")]
    [InlineData("<BlockList><UncommittedBlocks/></BlockList>")]
    public async Task GetUncommittedBlocks_NoBlocks_IsEmpty(string body)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(200, "application/xml", body);
        await using ServiceProvider services = Services(server);

        Assert.Empty(await services.GetRequiredService<BlobClientFactory>()
            .GetCopyClient(new Uri(server.Endpoint, "account/c")).GetUncommittedBlocksAsync("x", CancellationToken.None));
    }

    [Theory]
    [InlineData("<html/>")]
    [InlineData("<UserDelegationKey><SignedOid>o</SignedOid></UserDelegationKey>")]
    [InlineData("<UserDelegationKey>")]
    public async Task GetUserDelegationKey_AnswerThatIsNoKey_IsTransient(string body)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(200, "application/xml", body);
        await using ServiceProvider services = Services(server);
        DateTimeOffset now = DateTimeOffset.UnixEpoch;

        await Assert.ThrowsAsync<TransientException>(() => services.GetRequiredService<BlobClientFactory>()
            .GetDelegationKeyClient(new Uri(server.Endpoint, "account")).GetAsync(now, now, CancellationToken.None));
    }

    [Fact]
    public async Task DownloadRange_ServerIgnoresTheRange_IsNotTakenForThePart()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(200, "application/octet-stream", "0123456789");
        await using ServiceProvider services = Services(server);

        await Assert.ThrowsAsync<TransientException>(() => services.GetRequiredService<BlobClientFactory>()
            .GetContainer(new Uri(server.Endpoint, "account/c")).DownloadRangeAsync("x", 2, 3, "\"0x1\"", CancellationToken.None));
    }

    [Fact]
    public async Task Requests_Blob_CarryTheServiceVersionAndAStorageToken()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(404, "application/xml", "<Error/>");
        await using ServiceProvider services = Services(server);

        await services.GetRequiredService<BlobClientFactory>()
            .GetContainer(new Uri(server.Endpoint, "account/c")).TryGetPropertiesAsync("x", CancellationToken.None);

        ScriptedRequest request = Assert.Single(server.Requests);
        Assert.Equal("2024-08-04", request.Headers["x-ms-version"]);
        Assert.Equal("Bearer t", request.Headers["Authorization"]);
        Assert.Equal("HEAD", request.Method);
    }

    private static string Blob(string name, string metadata = "") => string.Create(
        CultureInfo.InvariantCulture, $"<Blob>{name}<Properties><Etag>0x1</Etag><Content-Length>5</Content-Length></Properties>{metadata}</Blob>");

    private static string List(string blobs) =>
        $"""<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>{blobs}</Blobs><NextMarker/></EnumerationResults>""";

    private static async Task<IReadOnlyList<BlobItem>> ListAsync(string body)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(200, "application/xml", body);
        return await ListAsync(server);
    }

    private static async Task<IReadOnlyList<BlobItem>> ListAsync(ScriptedServer server)
    {
        await using ServiceProvider services = Services(server);
        var items = new List<BlobItem>();
        await foreach (BlobItem item in services.GetRequiredService<BlobClientFactory>()
            .GetContainer(new Uri(server.Endpoint, "account/c")).ListAsync("", CancellationToken.None))
        {
            items.Add(item);
        }

        return items;
    }

    private static ServiceProvider Services(ScriptedServer server) => AppServices.Build(
        server.Endpoint, Workspace, Workspace + "2", new Uri(server.Endpoint, "account/control"), new FixedCredential("t"), null);
}
