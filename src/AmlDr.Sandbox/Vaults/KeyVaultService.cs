using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Access;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Identity;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Vaults;

/// <summary>
/// The keys of the one simulated key vault, as far as they wrap other keys: <c>POST /keys/{name}[/{version}]/wrapkey|unwrapkey</c> with RSA-OAEP-256.
/// A key is made when it is first used and has one version. Source: Key Vault REST 7.4, "Wrap Key" and "Unwrap Key".
/// </summary>
internal sealed class KeyVaultService(AccessControl access, TokenService tokens) : ISimulatedService, IDisposable
{
    /// <summary>First segment of every address of a key.</summary>
    public const string Segment = "keys";

    /// <summary>ARM id of the vault.</summary>
    public const string VaultId = $"/subscriptions/{WorldTopology.SubscriptionId}/resourceGroups/{WorldTopology.ResourceGroup}/providers/{VaultType.Type}/{WorldSeeder.VaultName}";

    private const string Audience = "https://vault.azure.net";
    private const string Algorithm = "RSA-OAEP-256";
    private const string Version = "0123456789abcdef0123456789abcdef";
    private const int KeyBits = 2048;
    private const long BodyLimit = 64 * 1024;

    private readonly ConcurrentDictionary<string, Lazy<RSA>> _keys = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The operations with the actions they need.</summary>
    public static IReadOnlyList<OperationPermission> All { get; } =
    [
        new("keys:wrap", "POST", ActionOf("keys:wrap"), IsDataAction: true),
        new("keys:unwrap", "POST", ActionOf("keys:unwrap"), IsDataAction: true),
    ];

    public void Classify(CallContext call)
    {
        call.Region = WorldTopology.SecondaryRegion;
        call.Operation = (call.Request.Method, call.Request.Target.Segments) switch
        {
            ("POST", [_, _, .., var last]) when last.Equals("wrapkey", StringComparison.OrdinalIgnoreCase) => "keys:wrap",
            ("POST", [_, _, .., var last]) when last.Equals("unwrapkey", StringComparison.OrdinalIgnoreCase) => "keys:unwrap",
            _ => "keys:unknown",
        };
    }

    public async Task<SimResponse> HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        if (call.Operation == "keys:unknown" || call.Request.Target.Segments is not ([_, { Length: > 0 }, _] or [_, { Length: > 0 }, Version, _]))
            return Problem(404, "KeyNotFound", "A key with this name, version or operation is not there.");
        if (Authenticate(call) is { } problem)
            return problem;
        string name = call.Request.Target.Segments[1];
        string scope = $"{VaultId}/keys/{name}";
        string action = ActionOf(call.Operation);
        if (!access.Admits(call.Caller!, action, scope, isData: true))
        {
            return Problem(403, "Forbidden", $"Caller is not authorized to perform action on resource. Caller: oid={call.Caller!.ObjectId}. Action: '{action}' "
                + $"Resource: '{scope}' Assignment: (not found)");
        }

        byte[]? body = await call.Request.ReadBodyAsync(BodyLimit, cancellationToken);
        return Read(body) is { } value ? Run(call, name, value) : Problem(400, "BadParameter", $"The body must have 'alg' with '{Algorithm}' and 'value' in Base64url.");
    }

    public SimResponse Refuse(CallContext call, int status, int? retryAfterSeconds) =>
        Problem(status, "ServiceUnavailable", "The vault cannot answer now.").With("Retry-After", retryAfterSeconds is { } seconds ? Wire.Number(seconds) : null);

    public void Dispose()
    {
        foreach (Lazy<RSA> key in _keys.Values)
            key.Value.Dispose();
    }

    private static string ActionOf(string operation) =>
        $"{VaultType.Type}/keys/{(operation == "keys:wrap" ? "wrap" : "unwrap")}/action";

    private static byte[]? Read(byte[]? body)
    {
        try
        {
            JsonNode? read = body is null ? null : JsonNode.Parse(body);
            return read?["alg"]?.GetValue<string>() == Algorithm ? Base64Url.DecodeFromChars(read["value"]?.GetValue<string>()) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static SimResponse Problem(int status, string code, string message) => SimResponse.Json(
        status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, errorCode: code);

    private SimResponse? Authenticate(CallContext call)
    {
        const string scheme = "Bearer ";
        string header = call.Request.Header("Authorization") ?? string.Empty;
        if (header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && tokens.Read(header[scheme.Length..].Trim(), audience => audience.TrimEnd('/') == Audience, out CallerIdentity caller) == TokenProblem.None)
        {
            call.Caller = caller;
            return null;
        }

        return Problem(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token, or the token is not for this vault.")
            .With("WWW-Authenticate", $"Bearer resource=\"{Audience}\"");
    }

    private SimResponse Run(CallContext call, string name, byte[] value)
    {
        RSA key = _keys.GetOrAdd(name, _ => new Lazy<RSA>(() => RSA.Create(KeyBits))).Value;
        try
        {
            byte[] result;
            lock (key)
            {
                result = call.Operation == "keys:wrap" ? key.Encrypt(value, RSAEncryptionPadding.OaepSHA256) : key.Decrypt(value, RSAEncryptionPadding.OaepSHA256);
            }

            return SimResponse.Json(200, new JsonObject
            {
                ["kid"] = $"{call.Request.BaseUrl}/{Segment}/{name}/{Version}", ["value"] = Base64Url.EncodeToString(result),
            });
        }
        catch (CryptographicException)
        {
            return Problem(400, "BadParameter", "The value cannot be wrapped or unwrapped with this key.");
        }
    }
}
