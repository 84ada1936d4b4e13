using System.Globalization;
using System.Net;
using System.Text;
using AmlDr.Sandbox.Tests.Support;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Bearer tokens, Shared Key and every kind of SAS.</summary>
public sealed class AuthorizationTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Account = "stmldrprimary";

    private SimulatedAccount Primary => sim.Blob.Primary;

    [Fact]
    public async Task Send_NoCredential_UnauthorizedWithChallenge()
    {
        Answer answer = await sim.Blob.SendBareAsync(HttpMethod.Get, $"/{Account}/azureml/x", null, ("x-ms-version", BlobCaller.Version));

        answer.Expect(HttpStatusCode.Unauthorized, "NoAuthenticationInformation");
        Assert.Contains("resource_id=https://storage.azure.com", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://storage.azure.com", HttpStatusCode.OK)]
    [InlineData("https://storage.azure.com/", HttpStatusCode.OK)]
    [InlineData("https://stmldrprimary.blob.core.windows.net", HttpStatusCode.OK)]
    [InlineData("https://stmldrsecondary.blob.core.windows.net", HttpStatusCode.Unauthorized)]
    [InlineData("https://management.azure.com", HttpStatusCode.Unauthorized)]
    public async Task Send_Bearer_AudienceMustFitTheAccount(string audience, HttpStatusCode expected) =>
        Assert.Equal(expected, (await ListAsync(("Authorization", "Bearer " + sim.Azure.Tokens.Issue(audience)))).Status);

    [Fact]
    public async Task Send_ExpiredBearer_Unauthorized() =>
        (await ListAsync(("Authorization", "Bearer " + sim.Azure.Tokens.Issue("https://storage.azure.com", expiresOn: sim.Azure.Clock.GetUtcNow().AddMinutes(-1)))))
            .Expect(HttpStatusCode.Unauthorized, "InvalidAuthenticationInfo");

    [Theory]
    [InlineData(0, 0, HttpStatusCode.OK)]
    [InlineData(1, 0, HttpStatusCode.OK)]
    [InlineData(0, 14, HttpStatusCode.OK)]
    [InlineData(0, 16, HttpStatusCode.Forbidden)]
    [InlineData(0, -16, HttpStatusCode.Forbidden)]
    public async Task Send_SharedKey_EitherKeyWithinFifteenMinutes(int key, int minutes, HttpStatusCode expected)
    {
        string date = sim.Azure.Clock.GetUtcNow().AddMinutes(minutes).UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        string text = $"GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{date}\nx-ms-version:{BlobCaller.Version}\n/{Account}/{Account}/azureml\ncomp:list\nprefix:a b+ä\nrestype:container";

        Answer answer = await sim.Blob.SendAsync(
            HttpMethod.Get,
            $"/{Account}/azureml?restype=container&comp=list&prefix={Uri.EscapeDataString("a b+ä")}",
            null,
            ("x-ms-date", date),
            ("Authorization", $"SharedKey {Account}:{BlobCaller.Sign(Primary.Keys[key], text)}"));

        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task Put_SharedKey_SignsPathAsSentAndBodyHeaders()
    {
        string container = await sim.Blob.NewContainerAsync(Account);
        string path = BlobCaller.PathOf(Account, container, "a b/ä+%.txt");
        string date = sim.Azure.Clock.GetUtcNow().UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        string text = $"PUT\n\n\n3\n\ntext/plain\n\n\n\n\n\n\nx-ms-blob-type:BlockBlob\nx-ms-date:{date}\nx-ms-meta-a:1\nx-ms-version:{BlobCaller.Version}\n/{Account}{path}";
        (string, string)[] headers = [("x-ms-date", date), ("x-ms-meta-a", "1"), ("Content-Type", "text/plain"), ("Authorization", $"SharedKey {Account}:{BlobCaller.Sign(Primary.Keys[0], text)}")];

        (await sim.Blob.PutAsync(path, "abc", headers)).Expect(HttpStatusCode.Created);
        (await sim.Blob.PutAsync(path, "abcd", headers)).Expect(HttpStatusCode.Forbidden, "AuthenticationFailed");
        (await sim.Blob.PutAsync(path, "abc", [("x-ms-meta-b", "2"), .. headers])).Expect(HttpStatusCode.Forbidden, "AuthenticationFailed");
    }

    [Theory]
    [InlineData("2020-02-10", false)]
    [InlineData("2020-12-06", true)]
    [InlineData("2024-08-04", true)]
    [InlineData("2025-11-05", true)]
    [InlineData("2026-04-06", true)]
    public async Task Get_DelegationSas_VerifiedByItsVersionsRules(string version, bool fits)
    {
        (string container, string path) = await NewBlobAsync("grüße +%.txt");
        string sas = await sim.Blob.DelegationSasAsync(Primary, container, "grüße +%.txt", "r", version: version);

        Answer answer = await sim.Blob.GetAsync($"{path}?{sas}");

        // Versions before 2020-12-06 sign without the encryption scope; a signature made by the later rule must not pass for them.
        Assert.Equal(fits ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task Get_DelegationSasOfContainer_ReachesItsBlobsAndListOnly()
    {
        (string container, string path) = await NewBlobAsync("b");
        (string other, string otherPath) = await NewBlobAsync("b");
        string sas = await sim.Blob.DelegationSasAsync(Primary, container, null, "rl");

        (await sim.Blob.GetAsync($"{path}?{sas}")).Expect(HttpStatusCode.OK);
        (await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}/{container}?restype=container&comp=list&{sas}")).Expect(HttpStatusCode.OK);
        (await sim.Blob.GetAsync($"{otherPath}?{sas}")).Expect(HttpStatusCode.Forbidden, "AuthenticationFailed");
        (await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}/{other}?restype=container&comp=list&{sas}")).Expect(HttpStatusCode.Forbidden);
        (await sim.Blob.SendAsync(HttpMethod.Delete, $"/{Account}/{container}?restype=container&{sas}")).Expect(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch");
        (await sim.Blob.PutAsync($"{path}?{sas}", "x")).Expect(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch");
    }

    [Theory]
    [InlineData("sp=r", "sp=rw")]
    [InlineData("sr=b", "sr=c")]
    [InlineData("skoid=", "skoid=0")]
    [InlineData("ske=2", "ske=3")]
    [InlineData("sig=", "sig=A")]
    public async Task Get_DelegationSasTamperedWith_Forbidden(string from, string to)
    {
        (string container, string path) = await NewBlobAsync("b");
        string sas = await sim.Blob.DelegationSasAsync(Primary, container, "b", "r");

        (await sim.Blob.GetAsync($"{path}?{sas.Replace(from, to, StringComparison.Ordinal)}")).Expect(HttpStatusCode.Forbidden, "AuthenticationFailed");
    }

    [Fact]
    public async Task Get_DelegationSasOutlivesItsKey_Forbidden()
    {
        (string container, string path) = await NewBlobAsync("b");
        string sas = await sim.Blob.DelegationSasAsync(Primary, container, "b", "r", life: TimeSpan.FromHours(2));

        (await sim.Blob.GetAsync($"{path}?{sas}")).Expect(HttpStatusCode.Forbidden, "AuthenticationFailed");
    }

    [Theory]
    [InlineData("r", "GET", "", HttpStatusCode.OK)]
    [InlineData("w", "GET", "", HttpStatusCode.Forbidden)]
    [InlineData("w", "PUT", "", HttpStatusCode.Created)]
    [InlineData("c", "PUT", "", HttpStatusCode.Forbidden)]
    [InlineData("c", "PUT", "new", HttpStatusCode.Created)]
    [InlineData("r", "PUT", "new", HttpStatusCode.Forbidden)]
    [InlineData("d", "DELETE", "", HttpStatusCode.Accepted)]
    [InlineData("rw", "DELETE", "", HttpStatusCode.Forbidden)]
    public async Task Send_ServiceSas_PermissionsCount(string permissions, string method, string blob, HttpStatusCode expected)
    {
        (string container, _) = await NewBlobAsync("b");
        blob = blob.Length > 0 ? blob : "b";
        string url = $"/{Account}/{container}/{blob}?{sim.Blob.ServiceSas(Primary, container, blob, permissions)}";

        Answer answer = method == "PUT" ? await sim.Blob.PutAsync(url, "x") : await sim.Blob.SendAsync(new HttpMethod(method), url);

        Assert.Equal(expected, answer.Status);
        if (expected == HttpStatusCode.Forbidden)
            Assert.Equal("AuthorizationPermissionMismatch", answer.ErrorCode);
    }

    [Theory]
    [InlineData("https", "", "AuthorizationProtocolMismatch")]
    [InlineData("https,http", "", null)]
    [InlineData("", "127.0.0.1", null)]
    [InlineData("", "127.0.0.0-127.0.0.255", null)]
    [InlineData("", "10.0.0.1", "AuthorizationSourceIPMismatch")]
    public async Task Get_ServiceSas_BoundToProtocolAndAddress(string protocol, string address, string? error)
    {
        (string container, string path) = await NewBlobAsync("b");

        Answer answer = await sim.Blob.GetAsync($"{path}?{sim.Blob.ServiceSas(Primary, container, "b", "r", protocol: protocol, address: address)}");

        if (error is null)
            answer.Expect(HttpStatusCode.OK);
        else
            answer.Expect(HttpStatusCode.Forbidden, error);
    }

    [Fact]
    public async Task Get_HttpsOnlySasBehindTlsProxy_Accepted()
    {
        (string container, string path) = await NewBlobAsync("b");

        (await sim.Blob.GetAsync($"{path}?{sim.Blob.ServiceSas(Primary, container, "b", "r", protocol: "https")}", ("X-Forwarded-Proto", "https"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Get_ServiceSas_ExpiredOrOverridingHeaders()
    {
        (string container, string path) = await NewBlobAsync("b");
        string end = sim.Azure.Clock.GetUtcNow().AddHours(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string text = string.Join('\n', "r", "", end, $"/blob/{Account}/{container}/b", "", "", "", BlobCaller.Version, "b", "", "", "no-cache", "", "", "", "text/special");
        string sas = $"sv={BlobCaller.Version}&sr=b&sp=r&se={Uri.EscapeDataString(end)}&rscc=no-cache&rsct=text%2Fspecial&sig={Uri.EscapeDataString(BlobCaller.Sign(Primary.Keys[0], text))}";

        Answer overridden = (await sim.Blob.GetAsync($"{path}?{sas}")).Expect(HttpStatusCode.OK);

        Assert.Equal("text/special", overridden.Header("Content-Type"));
        Assert.Equal("no-cache", overridden.Header("Cache-Control"));
        (await sim.Blob.GetAsync($"{path}?{sim.Blob.ServiceSas(Primary, container, "b", "r", TimeSpan.FromSeconds(-1))}")).Expect(HttpStatusCode.Forbidden, "AuthenticationFailed");
    }

    [Theory]
    [InlineData("rl", "sco", "b", HttpStatusCode.OK, null)]
    [InlineData("rl", "co", "b", HttpStatusCode.Forbidden, "AuthorizationResourceTypeMismatch")]
    [InlineData("rl", "sco", "f", HttpStatusCode.Forbidden, "AuthorizationServiceMismatch")]
    [InlineData("r", "sco", "b", HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch")]
    public async Task ListContainers_AccountSas_ServiceTypeAndPermission(string permissions, string types, string services, HttpStatusCode status, string? code)
    {
        Answer answer = await sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}?comp=list&{sim.Blob.AccountSas(Primary, permissions, types, services)}");

        Assert.Equal(status, answer.Status);
        if (code is not null)
            Assert.Equal(code, answer.ErrorCode);
    }

    [Theory]
    [InlineData("P8D", HttpStatusCode.BadRequest)]
    [InlineData("P6D", HttpStatusCode.OK)]
    [InlineData("-P1D", HttpStatusCode.BadRequest)]
    public async Task GetUserDelegationKey_LifeUpToSevenDays(string life, HttpStatusCode expected)
    {
        DateTimeOffset expiry = sim.Azure.Clock.GetUtcNow() + System.Xml.XmlConvert.ToTimeSpan(life);

        Answer answer = await KeyAsync($"<KeyInfo><Expiry>{expiry.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}</Expiry></KeyInfo>");

        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task GetUserDelegationKey_NamesTheCaller()
    {
        Answer answer = await KeyAsync($"<KeyInfo><Expiry>{sim.Azure.Clock.GetUtcNow().AddHours(1).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}</Expiry></KeyInfo>");

        Assert.Equal(sim.Azure.Tokens.PrincipalOf().ToString(), answer.Expect(HttpStatusCode.OK).Xml.Element("SignedOid")!.Value);
        Assert.Equal(sim.Azure.World.TenantId.ToString(), answer.Xml.Element("SignedTid")!.Value);
    }

    [Fact]
    public async Task GetUserDelegationKey_WithSharedKey_Forbidden()
    {
        string date = sim.Azure.Clock.GetUtcNow().UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        string text = $"POST\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{date}\nx-ms-version:{BlobCaller.Version}\n/{Account}/{Account}/\ncomp:userdelegationkey\nrestype:service";

        (await sim.Blob.SendAsync(
            HttpMethod.Post, $"/{Account}/?restype=service&comp=userdelegationkey", null, ("x-ms-date", date), ("Authorization", $"SharedKey {Account}:{BlobCaller.Sign(Primary.Keys[0], text)}")))
            .Expect(HttpStatusCode.Forbidden, "AuthenticationFailed");
    }

    private Task<Answer> KeyAsync(string body) => sim.Blob.SendAsync(HttpMethod.Post, $"/{Account}/?restype=service&comp=userdelegationkey", Encoding.UTF8.GetBytes(body));

    private Task<Answer> ListAsync((string, string) header) => sim.Blob.SendAsync(HttpMethod.Get, $"/{Account}?comp=list", null, header);

    private async Task<(string Container, string Path)> NewBlobAsync(string name)
    {
        string container = await sim.Blob.NewContainerAsync(Account);
        string path = BlobCaller.PathOf(Account, container, name);
        (await sim.Blob.PutAsync(path, "content")).Expect(HttpStatusCode.Created);
        return (container, path);
    }
}
