using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Blob names: decoded once, kept exactly, listed in order.</summary>
public sealed class NameTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Account = "stmldrprimary";

    public static TheoryData<string> Names { get; } = new(
        "plain.txt", "with space.txt", "with+plus.txt", "with%percent.txt", "with#hash.txt", "with?mark.txt", "with&and=equals.txt",
        "grüße/日本語/файл.bin", "😀.bin", "trailing.dot.", "a//double//slash", "/leading", "trailing/", "UPPER/lower", "%2F literally",
        "tab\tand\u0001control", "noncharacter\uFFFE", "quote\"and'and<angle>", "semi;colon:at@", "~tilde-under_score.", "....dots");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_AnyName_ReadAndListedUnderTheSameName(string name)
    {
        string container = await sim.Blob.NewContainerAsync(Account);
        string path = BlobCaller.PathOf(Account, container, name);

        (await sim.Blob.PutAsync(path, name)).Expect(HttpStatusCode.Created);

        Assert.Equal(name, (await sim.Blob.GetAsync(path)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(name, sim.Azure.Blobs.List(Account, container).Single().Name);
        XElement listed = (await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}/{container}?restype=container&comp=list")).Expect(HttpStatusCode.OK).Xml.Descendants("Name").Single();
        Assert.Equal(name, listed.Attribute("Encoded")?.Value == "true" ? Uri.UnescapeDataString(listed.Value) : listed.Value);
    }

    [Fact]
    public async Task Put_EncodedSlash_IsASlash()
    {
        string container = await sim.Blob.NewContainerAsync(Account);

        await sim.Blob.PutAsync($"/{Account}/{container}/a%2Fb", "x");

        (await sim.Blob.GetAsync($"/{Account}/{container}/a/b")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Put_PlusInPath_IsNoSpace()
    {
        string container = await sim.Blob.NewContainerAsync(Account);

        await sim.Blob.PutAsync($"/{Account}/{container}/a+b", "x");

        Assert.Equal("a+b", sim.Azure.Blobs.List(Account, container).Single().Name);
    }

    [Fact]
    public async Task Get_NamesDifferInCase_AreDifferentBlobs()
    {
        string container = await sim.Blob.NewContainerAsync(Account);
        await sim.Blob.PutAsync($"/{Account}/{container}/Name", "x");

        (await sim.Blob.GetAsync($"/{Account}/{container}/name")).Expect(HttpStatusCode.NotFound, "BlobNotFound");
    }

    [Fact]
    public async Task Put_NameTooLong_BadRequest()
    {
        string container = await sim.Blob.NewContainerAsync(Account);

        (await sim.Blob.PutAsync($"/{Account}/{container}/{new string('n', 1025)}", "x")).Expect(HttpStatusCode.BadRequest, "InvalidResourceName");
        (await sim.Blob.PutAsync($"/{Account}/{container}/{new string('n', 1024)}", "x")).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("../azureml/secret")]
    [InlineData("a/%2e%2e/b")]
    [InlineData("a/./b")]
    public async Task Get_DotSegmentsOnTheWire_RefusedAndNeverResolved(string name)
    {
        // HTTP clients resolve these themselves; only a raw socket gets them through.
        string answer = await SendRawAsync($"GET /{Account}/azureml/{name} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nx-ms-version: 2021-08-06\r\nAuthorization: Bearer {sim.Blob.Token}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("InvalidUri", answer, StringComparison.Ordinal);
    }

    private async Task<string> SendRawAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, sim.Azure.Endpoint.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync();
    }
}
