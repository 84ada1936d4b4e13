using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Identity;

/// <summary>
/// The managed identity endpoint as App Service and Functions offer it (api-version 2019-08-01): environment variables
/// <c>IDENTITY_ENDPOINT</c> and <c>IDENTITY_HEADER</c>, and a GET with the header <c>X-IDENTITY-HEADER</c>.
/// </summary>
internal sealed class ManagedIdentityService(TokenService tokens, string secret, TimeProvider clock) : ISimulatedService
{
    public const string Path = "/msi/token";

    public const string ApiVersion = "2019-08-01";

    public void Classify(CallContext call) => call.Operation = "token:get";

    public Task<SimResponse> HandleAsync(CallContext call, CancellationToken cancellationToken) => Task.FromResult(Handle(call));

    public SimResponse Refuse(CallContext call, int status, int? retryAfterSeconds) =>
        Problem(status, "The identity endpoint cannot answer now.").With("Retry-After", retryAfterSeconds?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private SimResponse Handle(CallContext call)
    {
        RequestTarget target = call.Request.Target;
        if (call.Request.Method != "GET")
            return Problem(405, "Only GET is supported.");
        if (call.Request.Header("X-IDENTITY-HEADER") != secret)
            return Problem(401, "The header X-IDENTITY-HEADER must carry the value of IDENTITY_HEADER.");
        if (target["api-version"] != ApiVersion)
            return Problem(400, $"api-version is '{target["api-version"]}'; use {ApiVersion}.");
        if (target["resource"] is not { Length: > 0 } resource)
            return Problem(400, "The query parameter 'resource' is missing.");
        Guid? client = null;
        if (target["client_id"] is { } clientId)
        {
            if (!Guid.TryParse(clientId, out Guid parsed))
                return Problem(400, $"client_id is '{clientId}', which is no GUID.");
            client = parsed;
        }

        string token = tokens.Issue(resource, client);
        return SimResponse.Json(200, new JsonObject
        {
            ["access_token"] = token,
            // Seconds since 1970 as text, as this api-version has them.
            ["expires_on"] = Wire.Number((clock.GetUtcNow() + TokenService.Lifetime).ToUnixTimeSeconds()),
            ["resource"] = resource,
            ["token_type"] = "Bearer",
            ["client_id"] = (client ?? tokens.DefaultClientId).ToString(),
        }).With("Cache-Control", "no-store");
    }

    private static SimResponse Problem(int status, string message) =>
        SimResponse.Json(status, new JsonObject { ["statusCode"] = status, ["message"] = message }, errorCode: Wire.Number(status));
}
