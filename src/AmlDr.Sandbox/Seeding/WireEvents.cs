using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.EventGrid;

namespace AmlDr.Sandbox.Seeding;

/// <summary>Makes events as Event Grid sends them, for sending by hand: late, repeated, out of order, or broken.</summary>
public static class WireEvents
{
    /// <summary>A model was registered.</summary>
    /// <param name="topic">ARM id of the workspace.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="form">How it is spelled; null for the usual form.</param>
    /// <param name="id">Its id; null for a new one.</param>
    public static JsonObject ModelRegistered(
        string topic, string name, string version, DateTimeOffset time, EventForm? form = null, string? id = null)
    {
        form ??= new EventForm();
        bool isNumber = long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        JsonNode versionNode = isNumber && !form.TextVersion ? JsonValue.Create(number) : JsonValue.Create(version);
        JsonObject data = new()
        {
            [Key("ModelName")] = name,
            [Key("ModelVersion")] = versionNode,
            [Key("ModelTags")] = new JsonObject(),
            [Key("ModelProperties")] = new JsonObject(),
        };
        return Envelope(form.Schema, topic, $"models/{name}:{version}", "Microsoft.MachineLearningServices.ModelRegistered", time, data, id);

        string Key(string key) => form.CamelCaseKeys ? "m" + key[1..] : key;
    }

    /// <summary>A resource was written through Resource Manager.</summary>
    /// <param name="topic">ARM id of the resource group.</param>
    /// <param name="resourceId">ARM id of the resource.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="schema">The envelope.</param>
    public static JsonObject ResourceWritten(
        string topic, string resourceId, DateTimeOffset time, EventSchema schema = EventSchema.EventGridSchema)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        string id = resourceId.Replace("/resourceGroups/", "/resourcegroups/", StringComparison.Ordinal);
        JsonObject data = new() { ["resourceUri"] = id, ["status"] = "Succeeded" };
        return Envelope(schema, topic, id, "Microsoft.Resources.ResourceWriteSuccess", time, data, id: null);
    }

    private static JsonObject Envelope(
        EventSchema schema, string topic, string subject, string type, DateTimeOffset time, JsonObject data, string? id)
    {
        id ??= Guid.NewGuid().ToString();
        string instant = time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return schema == EventSchema.EventGridSchema
            ? new JsonObject
            {
                ["id"] = id, ["topic"] = topic, ["subject"] = subject, ["eventType"] = type, ["eventTime"] = instant,
                ["data"] = data, ["dataVersion"] = string.Empty, ["metadataVersion"] = "1",
            }
            : new JsonObject
            {
                ["specversion"] = "1.0", ["id"] = id, ["source"] = topic, ["subject"] = subject, ["type"] = type, ["time"] = instant, ["data"] = data,
            };
    }
}
