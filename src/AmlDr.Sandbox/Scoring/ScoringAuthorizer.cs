using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Identity;

namespace AmlDr.Sandbox.Scoring;

/// <summary>Whether a call may use an endpoint: by its key, its own token, or a token of the directory, as its authMode says.</summary>
internal sealed class ScoringAuthorizer(ArmContext arm, TokenService tokens)
{
    private const string Scheme = "Bearer ";

    /// <summary>Audiences that tokens for endpoints are issued for.</summary>
    private static readonly string[] Audiences = ["https://ml.azure.com", "https://cognitiveservices.azure.com"];

    private static readonly CallerIdentity KeyHolder = new("endpoint-key", null, null, string.Empty, "Key", new Dictionary<string, string>(StringComparer.Ordinal));

    public CallerIdentity Authorize(CallContext call, StoredResource endpoint, string authMode)
    {
        string? header = call.Request.Header("Authorization");
        // Serverless endpoints take their key in this header as well.
        string? credential = header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : call.Request.Header("api-key");
        if (string.IsNullOrEmpty(credential))
            throw Unauthorized("The request carries no credential: the header 'Authorization' must be 'Bearer <key or token>'.");
        return authMode switch
        {
            "Key" when IsKey(endpoint, credential) => KeyHolder,
            "KeyAndAAD" when IsKey(endpoint, credential) => KeyHolder,
            "AMLToken" when EndpointTokens.Opens(endpoint, credential, arm.Clock.GetUtcNow()) => KeyHolder,
            "AADToken" or "AAD" or "KeyAndAAD" => Read(credential, endpoint),
            _ => throw Unauthorized($"The credential does not open this endpoint, whose authMode is {authMode}."),
        };
    }

    private static bool IsKey(StoredResource endpoint, string credential) =>
        EndpointKeys.Of(endpoint) is { } keys && (keys["primaryKey"]?.ToString() == credential || keys["secondaryKey"]?.ToString() == credential);

    private static ScoringException Unauthorized(string message) => new(401, "Unauthorized", message);

    private CallerIdentity Read(string token, StoredResource endpoint)
    {
        TokenProblem problem = tokens.Read(token, audience => Audiences.Contains(audience.TrimEnd('/'), StringComparer.Ordinal), out CallerIdentity caller);
        // Elsewhere an opaque token is somebody unknown; here it is most likely a key that does not belong.
        if (problem == TokenProblem.None && caller.ObjectId is null && caller.ApplicationId is null)
            problem = TokenProblem.Malformed;
        if (problem != TokenProblem.None)
            throw Unauthorized($"The token is not accepted ({problem}); its audience must be one of: {string.Join(", ", Audiences)}.");
        string action = endpoint.Descriptor.Type + "/score/action";
        if (!arm.Access.Admits(caller, action, endpoint.Id))
            throw new ScoringException(403, "Forbidden", $"The caller with object id '{caller.ObjectId ?? caller.Key}' does not have authorization to perform action '{action}' over scope '{endpoint.Id}'.");
        return caller;
    }
}
