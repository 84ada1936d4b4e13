using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>An error that ARM or a resource provider answers.</summary>
internal sealed class ArmException : Exception
{
    private readonly string? _innerCode;
    private readonly IReadOnlyList<string> _details;

    private ArmException(int status, string code, string message, string? innerCode = null, IReadOnlyList<string>? details = null)
        : base(message)
    {
        Status = status;
        Code = code;
        _innerCode = innerCode;
        _details = details ?? [];
    }

    public int Status { get; }

    public string Code { get; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>An error of ARM itself.</summary>
    public static ArmException Of(int status, string code, string message) => new(status, code, message);

    /// <summary>
    /// An error of the AML front end: <c>code</c> is the generic <c>UserError</c> whatever the status, and what happened stands in
    /// <c>additionalInfo</c>.
    /// </summary>
    public static ArmException User(int status, string innerCode, string message, IReadOnlyList<string>? details = null) =>
        new(status, "UserError", message, innerCode, details);

    public static ArmException ResourceNotFound(string type, string name, string resourceGroup) => new(
        404, "ResourceNotFound", $"The Resource '{type}/{name}' under resource group '{resourceGroup}' was not found.");

    public static ArmException Throttled(string kind, int retryAfterSeconds)
    {
        ArmException exception = new(
            429, "SubscriptionRequestsThrottled", $"Number of {kind} for the subscription and principal exceeded the limit. Retry after {retryAfterSeconds} seconds.");
        exception.Headers.Add(new("Retry-After", Wire.Number(retryAfterSeconds)));
        return exception;
    }

    public SimResponse ToResponse(CallContext call)
    {
        // Only the AML front end hides the code; the other providers say it plainly.
        bool isAml = ArmPath.Is(call.Provider, Types.AssetTypes.Namespace);
        JsonObject error = new() { ["code"] = isAml || _innerCode is null ? Code : _innerCode, ["message"] = Message };
        if (_details.Count > 0)
        {
            error["details"] = new JsonArray([
                .. _details.Select(detail => (JsonNode)new JsonObject { ["code"] = _innerCode, ["message"] = detail })]);
        }

        if (_innerCode is not null && isAml)
        {
            error["additionalInfo"] = new JsonArray(
                Info("ComponentName", new JsonObject { ["value"] = "managementfrontend" }),
                Info("Correlation", new JsonObject
                {
                    ["value"] = new JsonObject { ["operation"] = call.Request.RequestId.Replace("-", string.Empty, StringComparison.Ordinal), ["request"] = call.Request.RequestId[..16] },
                }),
                Info("InnerError", new JsonObject { ["value"] = new JsonObject { ["code"] = _innerCode, ["innerError"] = null } }));
        }

        return SimResponse.Json(Status, new JsonObject { ["error"] = error }, errorCode: _innerCode ?? Code).With(Headers);
    }

    private static JsonObject Info(string type, JsonObject info) => new() { ["type"] = type, ["info"] = info };
}
