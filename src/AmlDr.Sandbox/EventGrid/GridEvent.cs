using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>An event before it takes the form that a subscription asked for.</summary>
internal sealed record GridEvent
{
    public required string Id { get; init; }

    public required string Topic { get; init; }

    /// <summary>The region whose Event Grid carries it.</summary>
    public string? Region { get; init; }

    public required string Subject { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required JsonObject Data { get; init; }

    public string DataVersion { get; init; } = string.Empty;

    public JsonObject ToJson(EventSchema schema) => schema == EventSchema.EventGridSchema
        ? new JsonObject
        {
            ["id"] = Id,
            ["topic"] = Topic,
            ["subject"] = Subject,
            ["eventType"] = Type,
            ["eventTime"] = Wire.Instant(Time),
            ["data"] = Data.DeepClone(),
            ["dataVersion"] = DataVersion,
            ["metadataVersion"] = "1",
        }
        : new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Id,
            ["source"] = Topic,
            ["subject"] = Subject,
            ["type"] = Type,
            ["time"] = Wire.Instant(Time),
            ["data"] = Data.DeepClone(),
        };
}
