using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Scoring;

/// <summary>A refusal of the scoring data plane.</summary>
internal sealed class ScoringException(int status, string code, string message) : Exception(message)
{
    public SimResponse ToResponse() => SimResponse.Json(
        status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = Message } }, errorCode: code);
}
