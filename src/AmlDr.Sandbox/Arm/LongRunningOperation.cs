using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>A long-running operation as its status address shows it.</summary>
internal sealed class LongRunningOperation
{
    public required string Id { get; init; }

    /// <summary>Namespace of the provider that runs it.</summary>
    public required string Namespace { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the operation's location answers once it has succeeded.</summary>
    public required Func<SimResponse> Result { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public OperationError? Error { get; private set; }

    public bool Running => EndedAt is null;

    public void End(DateTimeOffset at, OperationError? error)
    {
        Error = error;
        EndedAt = at;
    }

    /// <summary>The document behind <c>Azure-AsyncOperation</c>.</summary>
    public JsonObject ToStatus(string statusId)
    {
        JsonObject status = new()
        {
            ["id"] = statusId,
            ["name"] = Id,
            ["status"] = Running ? "InProgress" : Error is null ? "Succeeded" : "Failed",
            ["startTime"] = Wire.Instant(StartedAt),
            ["percentComplete"] = Running ? 50 : 100,
        };
        if (EndedAt is { } ended)
            status["endTime"] = Wire.Instant(ended);
        if (Error is not null)
            status["error"] = new JsonObject { ["code"] = Error.Code, ["message"] = Error.Message };
        return status;
    }
}
