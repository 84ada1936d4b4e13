using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Contract;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Files;

/// <summary>The file service: enough of it to read, write, copy and snapshot notebooks.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private const string Share = "code-391ff5ac-6576-460f-ba4d-7e03433c68b6";

    private SimulatedAzure Azure { get; set; } = null!;

    private HttpClient Http { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        HttpMessageHandler handler = new SocketsHttpHandler();
        Http = new HttpClient(Facts.Root is null ? handler : new FileContractHandler(handler));
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Azure.DisposeAsync();
    }

    [Fact]
    public void Start_EveryWorkspace_HasItsSharesAndTheAccountItsAddress()
    {
        Assert.Contains(Share, Azure.Files.Shares("stmldrprimary"));
        Assert.Contains("azureml-filestore-" + Azure.World.Primary.WorkspaceId, Azure.Files.Shares("stmldrprimary"));
        Assert.Equal($"{Azure.BaseUrl}/stmldrprimary.file/", Azure.Resources.Get(Azure.World.PrimaryAccount.ResourceId)!["properties"]!["primaryEndpoints"]!["file"]!.ToString());
    }

    [Fact]
    public async Task Put_DirectoryFileAndRange_ReadBackListedAndDeleted()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("print('hello')");
        (await SendAsync("PUT", "Users?restype=directory")).Expect(HttpStatusCode.Created);
        (await SendAsync("PUT", "Users/a.py", ("x-ms-type", "file"), ("x-ms-content-length", "20"), ("x-ms-meta-author", "me"))).Expect(HttpStatusCode.Created);
        (await SendAsync("PUT", "Users/a.py?comp=range", bytes, ("x-ms-write", "update"), ("x-ms-range", $"bytes=0-{bytes.Length - 1}"))).Expect(HttpStatusCode.Created);
        (await SendAsync("PUT", "Users/a.py?comp=properties", ("x-ms-content-length", bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)))).Expect(HttpStatusCode.OK);

        Answer read = (await SendAsync("GET", "Users/a.py")).Expect(HttpStatusCode.OK);
        Answer part = (await SendAsync("GET", "Users/a.py", ("x-ms-range", "bytes=0-4"))).Expect(HttpStatusCode.PartialContent);
        XElement root = (await SendAsync("GET", "?restype=directory&comp=list")).Expect(HttpStatusCode.OK).Xml;
        XElement listed = (await SendAsync("GET", "Users?restype=directory&comp=list&include=Timestamps,Etag")).Expect(HttpStatusCode.OK).Xml;

        Assert.Equal(bytes, read.Bytes);
        Assert.Equal("me", read.Header("x-ms-meta-author"));
        Assert.Equal("print", part.Text);
        Assert.Equal($"bytes 0-4/{bytes.Length}", part.Header("Content-Range"));
        Assert.Equal("Users", root.Element("Entries")!.Elements("Directory").Single().Element("Name")!.Value);
        XElement file = listed.Element("Entries")!.Elements("File").Single();
        Assert.Equal("14", file.Element("Properties")!.Element("Content-Length")!.Value);
        Assert.Equal(read.Header("ETag"), file.Element("Properties")!.Element("Etag")!.Value);
        (await SendAsync("DELETE", "Users?restype=directory")).Expect(HttpStatusCode.Conflict, "DirectoryNotEmpty");
        (await SendAsync("DELETE", "Users/a.py")).Expect(HttpStatusCode.Accepted);
        (await SendAsync("DELETE", "Users?restype=directory")).Expect(HttpStatusCode.Accepted);
        (await SendAsync("HEAD", "Users/a.py")).Expect(HttpStatusCode.NotFound, "ParentNotFound");
    }

    [Fact]
    public async Task Get_BearerWithoutIntent_Refused()
    {
        (await SendAsync("GET", "?restype=directory&comp=list", ("x-ms-file-request-intent", string.Empty))).Expect(HttpStatusCode.BadRequest, "MissingRequiredHeader");
        (await SendAsync("GET", "?restype=directory&comp=list", ("x-ms-file-request-intent", "other"))).Expect(HttpStatusCode.BadRequest, "InvalidHeaderValue");
    }

    [Fact]
    public async Task Snapshot_ThenChange_SnapshotReadsAsItWas()
    {
        Azure.Files.Put("stmldrprimary", Share, "n/a.txt", BlobContent.FromBytes("old"u8.ToArray()));
        string stamp = (await SendAsync("PUT", "?restype=share&comp=snapshot")).Expect(HttpStatusCode.Created).Header("x-ms-snapshot")!;

        (await SendAsync("PUT", "n/a.txt?comp=range", "new"u8.ToArray(), ("x-ms-write", "update"), ("x-ms-range", "bytes=0-2"))).Expect(HttpStatusCode.Created);

        Assert.Equal("new", (await SendAsync("GET", "n/a.txt")).Text);
        Assert.Equal("old", (await SendAsync("GET", $"n/a.txt?sharesnapshot={stamp}")).Text);
        (await SendAsync("DELETE", $"n/a.txt?sharesnapshot={stamp}")).Expect(HttpStatusCode.BadRequest, "InvalidQueryParameterValue");
        (await SendAsync("GET", "n/a.txt?sharesnapshot=2001-01-01T00:00:00.0000000Z")).Expect(HttpStatusCode.NotFound, "ShareSnapshotNotFound");
    }

    [Fact]
    public async Task PutRangeFromUrl_OtherAccountWithSourceAuthorization_BytesArriveWithoutTheClient()
    {
        Azure.Files.Put("stmldrprimary", Share, "data.bin", BlobContent.Generated(1, 5_000_000));
        (await SendAsync("PUT", "data.bin", "stmldrsecondary", null, ("x-ms-type", "file"), ("x-ms-content-length", "5000000"))).Expect(HttpStatusCode.Created);
        string source = $"{Azure.BaseUrl}/stmldrprimary.file/{Share}/data.bin";
        string bearer = "Bearer " + Azure.Tokens.Issue("https://storage.azure.com");

        Task<Answer> Copy(long first, long last, params (string, string)[] more) => SendAsync(
            "PUT", "data.bin?comp=range", "stmldrsecondary", null,
            [("x-ms-write", "update"), ("x-ms-range", $"bytes={first}-{last}"), ("x-ms-source-range", $"bytes={first}-{last}"), ("x-ms-copy-source", source), .. more]);
        (await Copy(0, 4194303, ("x-ms-copy-source-authorization", bearer))).Expect(HttpStatusCode.Created);
        (await Copy(4194304, 4999999, ("x-ms-copy-source-authorization", bearer))).Expect(HttpStatusCode.Created);

        Assert.Equal(BlobContent.Generated(1, 5_000_000).Md5(), Azure.Files.Read("stmldrsecondary", Share, "data.bin")!.Md5());
        Assert.Equal(5_000_000, Azure.Calls.Summarise().BytesCopiedByService);
        (await Copy(0, 3)).Expect(HttpStatusCode.Unauthorized, "CannotVerifyCopySource");
        (await Copy(0, 4194304, ("x-ms-copy-source-authorization", bearer))).Expect(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Copy_OtherAccountWithSas_StandsThere()
    {
        Azure.Files.Put("stmldrprimary", Share, "n/b.txt", BlobContent.FromBytes("copied"u8.ToArray()));
        string expiry = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        string text = string.Join('\n', "r", "", expiry, $"/file/stmldrprimary/{Share}/n/b.txt", "", "", "", "2021-12-02", "", "", "", "", "");
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Azure.World.PrimaryAccount.Keys[0]), Encoding.UTF8.GetBytes(text)));
        string source = $"{Azure.BaseUrl}/stmldrprimary.file/{Share}/n/b.txt?sv=2021-12-02&sr=f&sp=r&se={Uri.EscapeDataString(expiry)}&sig={Uri.EscapeDataString(signature)}";

        Answer copied = await SendAsync("PUT", "b.txt", "stmldrsecondary", null, ("x-ms-copy-source", source));

        Assert.Equal("success", copied.Expect(HttpStatusCode.Accepted).Header("x-ms-copy-status"));
        Assert.Equal("copied", Encoding.UTF8.GetString(Azure.Files.Read("stmldrsecondary", Share, "b.txt")!.ToArray()));
        Assert.Equal(copied.Header("x-ms-copy-id"), (await SendAsync("HEAD", "b.txt", "stmldrsecondary", null)).Header("x-ms-copy-id"));
    }

    [Fact]
    public async Task List_SharesWithSnapshots_ListedAndDeletedOnlyWithThem()
    {
        (await SendRawAsync("PUT", "/stmldrprimary.file/own-share?restype=share")).Expect(HttpStatusCode.Created);
        (await SendRawAsync("PUT", "/stmldrprimary.file/own-share?restype=share")).Expect(HttpStatusCode.Conflict, "ShareAlreadyExists");
        string stamp = (await SendRawAsync("PUT", "/stmldrprimary.file/own-share?restype=share&comp=snapshot")).Expect(HttpStatusCode.Created).Header("x-ms-snapshot")!;

        XElement listed = (await SendRawAsync("GET", "/stmldrprimary.file/?comp=list&prefix=own&include=snapshots")).Expect(HttpStatusCode.OK).Xml;

        Assert.Equal([stamp, null], listed.Element("Shares")!.Elements("Share").Select(share => share.Element("Snapshot")?.Value));
        (await SendRawAsync("DELETE", "/stmldrprimary.file/own-share?restype=share")).Expect(HttpStatusCode.Conflict, "ShareHasSnapshots");
        (await SendRawAsync("DELETE", $"/stmldrprimary.file/own-share?restype=share&sharesnapshot={stamp}")).Expect(HttpStatusCode.Accepted);
        (await SendRawAsync("DELETE", "/stmldrprimary.file/own-share?restype=share")).Expect(HttpStatusCode.Accepted);
        (await SendRawAsync("GET", "/stmldrprimary.file/own-share?restype=share")).Expect(HttpStatusCode.NotFound, "ShareNotFound");
    }

    [Fact]
    public async Task Get_RegionLost_RefusedAndTheOtherGoesOn()
    {
        Azure.Regions.TakeDown("westeurope", OutageMode.Unavailable);

        (await SendAsync("GET", "?restype=directory&comp=list")).Expect(HttpStatusCode.ServiceUnavailable);
        (await SendAsync("GET", "?restype=directory&comp=list", "stmldrsecondary", null)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task List_MoreThanAPage_MarkerLeadsOn()
    {
        foreach (string name in (string[])["a", "b", "c"])
            Azure.Files.Put("stmldrprimary", Share, name, BlobContent.Empty);

        XElement first = (await SendAsync("GET", "?restype=directory&comp=list&maxresults=2")).Xml;
        XElement second = (await SendAsync("GET", $"?restype=directory&comp=list&maxresults=2&marker={first.Element("NextMarker")!.Value}")).Xml;

        Assert.Equal(["a", "b"], first.Element("Entries")!.Elements("File").Select(file => file.Element("Name")!.Value));
        Assert.Equal(["c"], second.Element("Entries")!.Elements("File").Select(file => file.Element("Name")!.Value));
        Assert.Empty(second.Element("NextMarker")!.Value);
    }

    private Task<Answer> SendAsync(string method, string path, params (string Name, string Value)[] headers) => SendAsync(method, path, "stmldrprimary", null, headers);

    private Task<Answer> SendAsync(string method, string path, byte[] body, params (string Name, string Value)[] headers) => SendAsync(method, path, "stmldrprimary", body, headers);

    private Task<Answer> SendAsync(string method, string path, string account, byte[]? body, params (string Name, string Value)[] headers) =>
        SendRawAsync(method, $"/{account}.file/{Share}{(path.StartsWith('?') ? string.Empty : "/")}{path}", body, headers);

    private async Task<Answer> SendRawAsync(string method, string path, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), Azure.BaseUrl + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Azure.Tokens.Issue("https://storage.azure.com"));
        if (body is not null || method == "PUT")
            request.Content = new ByteArrayContent(body ?? []);
        foreach ((string name, string value) in ((string, string)[])[("x-ms-version", "2024-08-04"), ("x-ms-file-request-intent", "backup"), .. headers])
        {
            request.Headers.Remove(name);
            if (value.Length > 0)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Answer.ReadAsync(await Http.SendAsync(request));
    }
}
