using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>A resource as it is kept. Immutable; a write replaces it.</summary>
internal sealed record StoredResource
{
    public required ResourceDescriptor Descriptor { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Everything of the document except <c>id</c>, <c>name</c>, <c>type</c> and <c>systemData</c>, as UTF-8 JSON.</summary>
    public required byte[] Body { get; init; }

    /// <summary>For tracked resources: their region.</summary>
    public string? Location { get; init; }

    /// <summary>What was written and is never returned by GET, by the field's path.</summary>
    public JsonObject? Secrets { get; init; }

    /// <summary>What stands below it; null for types that have nothing below.</summary>
    public ChildCollections? Children { get; init; }

    /// <summary>The name that nobody else in the region may have, with what makes it unique; null for none.</summary>
    public string? RegionalName { get; init; }

    /// <summary>Cores that it holds; null for none.</summary>
    public CoreDemand? Demand { get; init; }

    /// <summary>Id of the last long-running operation on it.</summary>
    public string? LastOperation { get; init; }

    /// <summary>For types that have them: the entity tag, without quotes.</summary>
    public string? ETag { get; init; }

    public bool Archived { get; init; }

    /// <summary>For schedules: <c>properties.isEnabled</c>.</summary>
    public bool Enabled { get; init; } = true;

    public string ProvisioningState { get; init; } = "Succeeded";

    /// <summary>Order of creation over all resources.</summary>
    public long Sequence { get; init; }

    /// <summary>Order of the last change over all resources.</summary>
    public long ModifiedSequence { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required string CreatedByType { get; init; }

    public DateTimeOffset ModifiedAt { get; init; }

    public required string ModifiedBy { get; init; }

    public required string ModifiedByType { get; init; }

    public JsonObject ReadBody() => (JsonObject)JsonNode.Parse(Body)!;

    /// <summary>The document in ARM's envelope. <paramref name="body"/> is changed by this.</summary>
    public JsonObject ToDocument(JsonObject body)
    {
        JsonObject document = new() { ["id"] = Id, ["name"] = Name, ["type"] = Descriptor.Type };
        foreach (KeyValuePair<string, JsonNode?> property in body.ToArray())
        {
            body.Remove(property.Key);
            document[property.Key] = property.Value;
        }

        if (Descriptor.Schema.HasProvisioningState && document["properties"] is JsonObject properties)
            properties["provisioningState"] = ProvisioningState;
        if (ETag is not null)
            document["etag"] = ETag;
        if (Descriptor.HasSystemData)
        {
            document["systemData"] = new JsonObject
            {
                ["createdAt"] = Wire.Instant(CreatedAt),
                ["createdBy"] = CreatedBy,
                ["createdByType"] = CreatedByType,
                ["lastModifiedAt"] = Wire.Instant(ModifiedAt),
                ["lastModifiedBy"] = ModifiedBy,
                ["lastModifiedByType"] = ModifiedByType,
            };
        }

        return document;
    }

    public static byte[] Pack(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body, Wire.Json);
}
