using AmlDr.Azure.Options;
using AmlDr.Core.Assets;
using AmlDr.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AmlDr.Functions.Security;

/// <summary>
/// Finds out who sent a request from its bearer token, which it validates itself: signature, issuer, audience, tenant, lifetime. Headers that a
/// platform in front may have set, such as <c>X-MS-CLIENT-PRINCIPAL</c>, are not looked at: whoever reaches the app past that platform could set them.
/// </summary>
internal sealed class TokenReader : IDisposable
{
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(15);
    private readonly SecurityOptions _options;
    private readonly ILogger<TokenReader> _logger;
    private readonly HttpClient _http;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _issuer;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _parameters;

    public TokenReader(IOptions<AmlDrOptions> options, ILogger<TokenReader> logger)
    {
        _options = options.Value.Security;
        _logger = logger;
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime }) { Timeout = MetadataTimeout };

        // The settings were validated: plain http is an address of this machine.
        string address = _options.IssuerAddress();
        bool isSecure = address.StartsWith(Uri.UriSchemeHttps + ":", StringComparison.OrdinalIgnoreCase);
        _issuer = new ConfigurationManager<OpenIdConnectConfiguration>(
            address + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(_http) { RequireHttps = isSecure });
        _parameters = new TokenValidationParameters
        {
            // Gives the issuer and its keys, and fetches the keys again when a token names one that it does not have.
            ConfigurationManager = _issuer,
            ValidAudience = _options.Audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ClockSkew = ClockSkew,
        };
    }

    /// <summary>Reads the caller from a request's token.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the fetching of the issuer's keys.</param>
    /// <returns>The caller, or why there is none.</returns>
    public async Task<(Refusal? Refusal, Caller? Caller)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Microsoft.Extensions.Primitives.StringValues headers = request.Headers.Authorization;
        if (headers.Count != 1 || headers[0] is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (Unauthenticated("The header 'Authorization' must be given once, as 'Bearer' and an access token of Microsoft Entra ID for this API.", "Bearer"), null);
        }

        try
        {
            await _issuer.GetBaseConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            _logger.IssuerUnreachable(exception, _issuer.MetadataAddress);
            return (new Refusal(
                StatusCodes.Status503ServiceUnavailable, "issuer-unreachable", "Tokens cannot be validated now",
                "The signing keys of Microsoft Entra ID cannot be fetched, so no token can be believed. Try again; docs/security.md says how to get in without tokens.")
            {
                Header = ("Retry-After", "5"),
            }, null);
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(header[Scheme.Length..].Trim(), _parameters);
        if (!result.IsValid)
        {
            _logger.TokenRefused(result.Exception?.GetType().Name ?? "invalid");
            return (Invalid("its signature, issuer, audience or lifetime is not right"), null);
        }

        return Read((JsonWebToken)result.SecurityToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private (Refusal? Refusal, Caller? Caller) Read(JsonWebToken token)
    {
        if (!string.Equals(Claim(token, "tid"), _options.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            return (Invalid("it is of another tenant"), null);
        }

        // Access tokens name the client that they were issued to (azp in version 2.0, appid in 1.0); ID tokens, which are proof for a client
        // and not for an API, do not. Source: Microsoft identity platform, "Access token claims reference" and "ID token claims reference".
        if ((Claim(token, "azp") ?? Claim(token, "appid")) is not { } client)
        {
            return (Invalid("it is no access token"), null);
        }

        if (Claim(token, "oid") is not { } id)
        {
            return (Invalid("it names no user or service principal ('oid')"), null);
        }

        HashSet<Role> roles = [.. Enum.GetValues<Role>().Where(role => token.Claims.Any(claim => claim.Type == "roles" && claim.Value == role.ClaimValue()))];
        string name = Claim(token, "preferred_username") ?? Claim(token, "upn") ?? Claim(token, "name") ?? client;
        return (null, new Caller(id, AssetNames.Printable(name), roles));
    }

    private static string? Claim(JsonWebToken token, string name) =>
        token.TryGetClaim(name, out System.Security.Claims.Claim? claim) && claim.Value.Length > 0 ? claim.Value : null;

    private static Refusal Invalid(string why) => Unauthenticated($"The token in 'Authorization' is not valid: {why}. Get a new one for this API.", "Bearer error=\"invalid_token\"");

    private static Refusal Unauthenticated(string detail, string challenge) =>
        new(StatusCodes.Status401Unauthorized, "unauthenticated", "Who you are is not known", detail) { Header = ("WWW-Authenticate", challenge) };
}
