using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Identity;

/// <summary>
/// Issues and reads bearer tokens. Tokens are JWTs without a signature (<c>alg: none</c>): well formed for any client that looks inside,
/// worth nothing anywhere else. A token that is no JWT is taken as it is, as an opaque token of an unknown caller.
/// </summary>
public sealed class TokenService
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly WorldTopology _world;
    private readonly TimeProvider _clock;

    internal TokenService(WorldTopology world, TimeProvider clock)
    {
        _world = world;
        _clock = clock;
    }

    /// <summary>Client id of the managed identity that is used when a request names none.</summary>
    public Guid DefaultClientId => _world.Values.Guid("identity/default");

    /// <summary>A token for a managed identity.</summary>
    /// <param name="audience">For example <c>https://management.azure.com</c> or <c>https://storage.azure.com</c>. A trailing <c>/.default</c> is cut off.</param>
    /// <param name="clientId">The identity's client id; null for <see cref="DefaultClientId"/>.</param>
    /// <param name="expiresOn">End of its life; null for 24 hours from now.</param>
    public string Issue(string audience, Guid? clientId = null, DateTimeOffset? expiresOn = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(audience);
        if (audience.EndsWith("/.default", StringComparison.Ordinal))
            audience = audience[..^"/.default".Length];
        Guid client = clientId ?? DefaultClientId;
        DateTimeOffset now = _clock.GetUtcNow();
        JsonObject claims = new()
        {
            ["aud"] = audience,
            ["iss"] = $"https://sts.windows.net/{_world.TenantId}/",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (expiresOn ?? now + Lifetime).ToUnixTimeSeconds(),
            ["appid"] = client.ToString(),
            ["appidacr"] = "2",
            ["idtyp"] = "app",
            ["oid"] = _world.Values.Guid("principal/" + client).ToString(),
            ["sub"] = _world.Values.Guid("principal/" + client).ToString(),
            ["tid"] = _world.TenantId.ToString(),
            ["ver"] = "1.0",
            ["xms_mirid"] = $"{WorldTopology.ResourceGroupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-{client}",
        };
        return $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}.";
    }

    /// <summary>Object id of the principal behind a client id.</summary>
    /// <param name="clientId">The client id; null for <see cref="DefaultClientId"/>.</param>
    public Guid PrincipalOf(Guid? clientId = null) => _world.Values.Guid("principal/" + (clientId ?? DefaultClientId));

    /// <summary>Reads a token. <paramref name="audienceFits"/> judges its audience.</summary>
    internal TokenProblem Read(string token, Predicate<string> audienceFits, out CallerIdentity caller)
    {
        caller = Opaque(token);
        string[] parts = token.Split('.');
        if (parts.Length != 3)
            return TokenProblem.None;
        JsonObject? claims = Decode(parts[1]);
        if (claims is null)
            return TokenProblem.Malformed;
        Dictionary<string, string> flat = claims
            .Where(claim => claim.Value is not null)
            .ToDictionary(
                claim => claim.Key,
                claim => claim.Value!.GetValueKind() == JsonValueKind.String ? claim.Value.GetValue<string>() : claim.Value.ToJsonString(),
                StringComparer.Ordinal);
        string? application = flat.GetValueOrDefault("appid") ?? flat.GetValueOrDefault("azp");
        string? principal = flat.GetValueOrDefault("oid");
        string kind = flat.ContainsKey("xms_mirid") ? "ManagedIdentity" : flat.ContainsKey("upn") || flat.ContainsKey("scp") ? "User" : "Application";
        caller = new CallerIdentity(
            principal ?? application ?? caller.Key, application, principal, flat.GetValueOrDefault("tid") ?? _world.TenantId.ToString(), kind, flat);
        if (!flat.TryGetValue("exp", out string? expiry) || !double.TryParse(expiry, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
            return TokenProblem.Malformed;
        if (_clock.GetUtcNow() >= DateTimeOffset.UnixEpoch.AddSeconds(seconds))
            return TokenProblem.Expired;
        return audienceFits(flat.GetValueOrDefault("aud") ?? string.Empty) ? TokenProblem.None : TokenProblem.WrongAudience;
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static JsonObject? Decode(string part)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    private CallerIdentity Opaque(string token)
    {
        string fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))[..12];
        return new CallerIdentity(
            "opaque-" + fingerprint, null, null, _world.TenantId.ToString(), "User", new Dictionary<string, string>(StringComparer.Ordinal));
    }
}
