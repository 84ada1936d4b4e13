using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AmlDr.Functions.Tests.Security;

/// <summary>An issuer of tokens on the loopback address, with the documents that Microsoft Entra ID publishes.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Audience = "99999999-8888-7777-6666-555555555555";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly WebApplication _app;
    private volatile bool _isDown;

    private TestIssuer()
    {
        Key = new RsaSecurityKey(_rsa) { KeyId = "k1" };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet($"/{Tenant}/v2.0/.well-known/openid-configuration", () =>
            _isDown ? Results.StatusCode(503) : Results.Json(new { issuer = Address, jwks_uri = Address + "/keys" }));
        JsonWebKey jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_rsa.ExportParameters(false)) { KeyId = "k1" });
        _app.MapGet($"/{Tenant}/v2.0/keys", () => Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = jwk.KeyId, n = jwk.N, e = jwk.E } } }));
    }

    public RsaSecurityKey Key { get; }

    public string Address => $"{_app.Urls.First()}/{Tenant}/v2.0";

    public byte[] PublicKey => _rsa.ExportSubjectPublicKeyInfo();

    public static async Task<TestIssuer> StartAsync(bool isDown = false)
    {
        var issuer = new TestIssuer { _isDown = isDown };
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>An access token as the issuer makes it, changed as a test likes.</summary>
    public string Token(string id, string[] roles, Action<SecurityTokenDescriptor>? change = null)
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = Audience,
            NotBefore = now.AddMinutes(-1),
            IssuedAt = now.AddMinutes(-1),
            Expires = now.AddHours(1),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["oid"] = id, ["tid"] = Tenant, ["azp"] = "the-client", ["preferred_username"] = $"{id}@example.org", ["roles"] = roles, ["ver"] = "2.0",
            },
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }
}
