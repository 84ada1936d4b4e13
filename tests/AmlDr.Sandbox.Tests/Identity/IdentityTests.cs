using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;
using Azure.Core;
using Azure.Identity;

namespace AmlDr.Sandbox.Tests.Identity;

/// <summary>The managed identity endpoint, asked as it is and by the real client library.</summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class IdentityTests(SimFixture sim) : IClassFixture<SimFixture>
{
    [Theory]
    [InlineData("https://management.azure.com/.default", "https://management.azure.com")]
    [InlineData("https://storage.azure.com/.default", "https://storage.azure.com")]
    public async Task GetToken_DefaultAzureCredentialUnmodified_TokenForTheAudience(string scope, string audience)
    {
        using EnvironmentScope environment = new(
            ("IDENTITY_ENDPOINT", sim.Azure.IdentityEndpoint.ToString()), ("IDENTITY_HEADER", sim.Azure.IdentityHeader),
            ("AZURE_CLIENT_ID", null), ("AZURE_TENANT_ID", null), ("AZURE_CLIENT_SECRET", null), ("AZURE_FEDERATED_TOKEN_FILE", null));
        DefaultAzureCredential credential = new();

        AccessToken token = await credential.GetTokenAsync(new TokenRequestContext([scope]), CancellationToken.None);

        string[] parts = token.Token.Split('.');
        JsonObject claims = (JsonObject)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(3, parts.Length);
        Assert.Equal(audience, claims["aud"]!.ToString());
        Assert.Equal(sim.Azure.Tokens.DefaultClientId.ToString(), claims["appid"]!.ToString());
        Assert.Equal(sim.Azure.Tokens.PrincipalOf().ToString(), claims["oid"]!.ToString());
        Assert.Equal(sim.Azure.World.TenantId.ToString(), claims["tid"]!.ToString());
        Assert.True(token.ExpiresOn > DateTimeOffset.UnixEpoch.AddSeconds(claims["iat"]!.GetValue<long>()));
    }

    [Fact]
    public async Task GetToken_UserAssignedIdentity_ItsClientId()
    {
        Guid client = Guid.NewGuid();
        using EnvironmentScope environment = new(("IDENTITY_ENDPOINT", sim.Azure.IdentityEndpoint.ToString()), ("IDENTITY_HEADER", sim.Azure.IdentityHeader));
        ManagedIdentityCredential credential = new(ManagedIdentityId.FromUserAssignedClientId(client.ToString()));

        AccessToken token = await credential.GetTokenAsync(new TokenRequestContext(["https://management.azure.com/.default"]), CancellationToken.None);

        Assert.Contains(client.ToString(), Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Token.Split('.')[1])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", "?api-version=2019-08-01&resource=r", HttpStatusCode.Unauthorized)]
    [InlineData(null, "?api-version=2019-08-01&resource=r", HttpStatusCode.Unauthorized)]
    [InlineData("right", "?api-version=2017-09-01&resource=r", HttpStatusCode.BadRequest)]
    [InlineData("right", "?api-version=2019-08-01", HttpStatusCode.BadRequest)]
    [InlineData("right", "?api-version=2019-08-01&resource=r&client_id=x", HttpStatusCode.BadRequest)]
    [InlineData("right", "?api-version=2019-08-01&resource=r", HttpStatusCode.OK)]
    public async Task Get_Endpoint_StrictAboutItsContract(string? header, string query, HttpStatusCode expected)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, sim.Azure.IdentityEndpoint + query);
        if (header is not null)
            request.Headers.Add("X-IDENTITY-HEADER", header == "right" ? sim.Azure.IdentityHeader : header);

        Answer answer = await Answer.ReadAsync(await http.SendAsync(request));

        answer.Expect(expected);
        if (expected == HttpStatusCode.OK)
            Assert.Equal(["access_token", "client_id", "expires_on", "resource", "token_type"], answer.Json.Select(field => field.Key).Order());
    }
}
