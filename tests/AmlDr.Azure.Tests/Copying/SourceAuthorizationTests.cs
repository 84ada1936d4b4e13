using System.Net;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.EmbeddedHost.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Copying;

/// <summary>The leave that a destination account is given to read a source.</summary>
public class SourceAuthorizationTests : SimulatorTest
{
    private const string GetKey = "service:getUserDelegationKey";

    private static readonly (string Key, string Value) BySas = ("Copy:SourceAuthorization", "UserDelegationSas");

    [Theory]
    [InlineData("plain.bin")]
    [InlineData("with space/a+b/100%/50%25/hash#/q?x=y&z")]
    [InlineData("größe/模型/🚀.pkl")]
    [InlineData("quotes'\"/~!@$^&*()=[]{}|;:,<>")]
    public async Task Sas_OneBlob_OpensItForReading(string name)
    {
        Sim.PutSource(name, "content");

        CopySource source = await AuthorizeAsync(name);

        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, source.Address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("content", await answer.Content.ReadAsStringAsync());
        Assert.Null(source.Authorization);
    }

    [Fact]
    public async Task Sas_OneBlob_OpensNoOtherAndNothingElse()
    {
        Sim.PutSource("a", "content");
        Sim.PutSource("a/below", "secret");
        Sim.PutSource("b", "secret");
        string query = (await AuthorizeAsync("a")).Address.Query;
        string root = Sim.SourceRoot.AbsoluteUri;

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, $"{root}/b{query}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, $"{root}/a/below{query}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, $"{root}{query}&restype=container&comp=list"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Put, $"{root}/a{query}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Delete, $"{root}/a{query}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, $"{Sim.TargetRoot.AbsoluteUri}/a{query}"));
    }

    [Fact]
    public async Task Sas_Changed_OpensNothing()
    {
        Sim.PutSource("a", "content");
        string address = (await AuthorizeAsync("a")).Address.AbsoluteUri;

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address.Replace("sp=r", "sp=rw", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address.Replace("sr=b", "sr=c", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address.Replace("se=20", "se=21", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sas_ManyBlobs_AskForOneKeyPerAccount()
    {
        var sources = Sim.Build(BySas).GetRequiredService<ISourceAuthorization>();

        for (int i = 0; i < 5; i++)
        {
            await sources.AuthorizeAsync(Sim.SourceRoot, $"{i}", "\"0x1\"", None);
            await sources.AuthorizeAsync(Sim.TargetRoot, $"{i}", "\"0x1\"", None);
        }

        Assert.Equal(2, Sim.Calls(GetKey).Count);
    }

    [Fact]
    public async Task Sas_KeyThatEndsBeforeTheAddressWould_IsReplaced()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var sources = Sim.Build(clock, BySas).GetRequiredService<ISourceAuthorization>();
        await sources.AuthorizeAsync(Sim.SourceRoot, "a", "\"0x1\"", None);
        clock.Advance(TimeSpan.FromMinutes(60));
        await sources.AuthorizeAsync(Sim.SourceRoot, "a", "\"0x1\"", None);
        Assert.Single(Sim.Calls(GetKey));

        clock.Advance(TimeSpan.FromSeconds(1));
        await sources.AuthorizeAsync(Sim.SourceRoot, "a", "\"0x1\"", None);

        Assert.Equal(2, Sim.Calls(GetKey).Count);
    }

    [Fact]
    public async Task Sas_KeyThatCannotBeHad_IsTheFailureAndIsAskedForAgain()
    {
        var sources = Sim.Build(BySas).GetRequiredService<ISourceAuthorization>();
        Sim.Fail(GetKey, Sandbox.Faults.FaultKind.Error503, times: 4);

        await Assert.ThrowsAsync<TransientException>(async () => await sources.AuthorizeAsync(Sim.SourceRoot, "a", "\"0x1\"", None));

        Assert.NotEmpty((await sources.AuthorizeAsync(Sim.SourceRoot, "a", "\"0x1\"", None)).Address.Query);
    }

    [Fact]
    public async Task Sas_Text_DoesNotShowTheSignature()
    {
        CopySource source = await AuthorizeAsync("a b");

        Assert.DoesNotContain("sig=", source.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("/a%20b", source.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bearer_Blob_IsNamedAsItIsAndOpenedByTheHeader()
    {
        CopySource source = await Sim.Get<ISourceAuthorization>().AuthorizeAsync(Sim.SourceRoot, "a b", "\"0x1\"", None);

        Assert.StartsWith("Bearer ", source.Authorization, StringComparison.Ordinal);
        Assert.Equal("https", source.Address.Scheme);
        Assert.Equal($"{Sim.SourceRoot.AbsolutePath}/a%20b", source.Address.AbsolutePath);
        Assert.Empty(source.Address.Query);
        Assert.DoesNotContain("Bearer", source.ToString(), StringComparison.Ordinal);
        Assert.Equal("https://storage.azure.com/.default", Assert.Single(Sim.Credential.Scopes));
    }

    private async Task<CopySource> AuthorizeAsync(string name) =>
        await Sim.Build(BySas).GetRequiredService<ISourceAuthorization>().AuthorizeAsync(Sim.SourceRoot, name, "\"0x1\"", None);

    private static async Task<HttpStatusCode> StatusAsync(HttpMethod method, string address)
    {
        using HttpResponseMessage answer = await SendAsync(method, new Uri(address));
        return answer.StatusCode;
    }

    // As a stranger: with nothing but the address.
    private static async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new UriBuilder(address) { Scheme = "http", Port = address.Port }.Uri);
        request.Headers.Add("x-ms-version", "2024-08-04");
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        return await http.SendAsync(request);
    }
}
