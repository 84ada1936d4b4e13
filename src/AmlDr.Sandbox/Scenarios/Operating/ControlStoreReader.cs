using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>Reads what the app remembers past the app and past HTTP, so that looking neither needs the app nor shows among its calls.</summary>
internal sealed class ControlStoreReader(SimulatedAzure azure)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>The record of an operation; null when there is none.</summary>
    public JsonObject? Operation(string id) => Read($"operations/{id}/operation.json");

    /// <summary>The roles of the pair; null before anything changed them.</summary>
    public JsonObject? PairState() => Read($"pairs/{AppSettings.PairName}/state.json");

    /// <summary>Waits until an operation has ended or waits for people.</summary>
    public async Task<JsonObject> WhenAtRestAsync(string id, TimeSpan patience, CancellationToken cancellationToken)
    {
        JsonObject? record = null;
        await WaitUntil.TrueAsync(
            () => (record = Operation(id)) is not null && IsAtRest(record), patience,
            () => $"the operation {id} ends; it is {record?["state"]} at {record?["stage"]}", azure.Clock, cancellationToken, LookInterval);
        return record!;
    }

    public static bool IsAtRest(JsonObject record) =>
        record["endedAt"] is not null || record["state"]!.ToString() is "PausedByFailure" or "Paused" or "WaitingForApproval";

    private JsonObject? Read(string name) =>
        azure.Blobs.Read(azure.World.ControlAccount.Name, AppSettings.ControlContainer, name) is { } content
            ? JsonNode.Parse(content.ToArray()) as JsonObject
            : null;
}
