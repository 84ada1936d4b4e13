using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.EventGrid;

/// <summary>Turns the JSON of an event, or of an array of events, into what a function's parameter asks for.</summary>
internal static class EventGridValues
{
    /// <exception cref="JsonException">The JSON does not fit.</exception>
    public static object? Convert(string json, Type type, DataConverter converter)
    {
        if (type == typeof(string))
        {
            return json;
        }

        if (type == typeof(BinaryData))
        {
            return BinaryData.FromString(json);
        }

        if (type.IsArray && type.GetElementType() is { } element && type != typeof(byte[]))
        {
            return ConvertAll(json, element, converter);
        }

        return type switch
        {
            _ when type == typeof(EventGridEvent) => EventGridEvent.Parse(BinaryData.FromString(json)),
            _ when type == typeof(CloudEvent) => CloudEvent.Parse(BinaryData.FromString(json)),
            _ when type == typeof(JsonElement) => JsonSerializer.Deserialize<JsonElement>(json),
            _ when type == typeof(JsonDocument) => JsonDocument.Parse(json),
            _ when typeof(JsonNode).IsAssignableFrom(type) => JsonNode.Parse(json),
            _ => converter.Deserialize(json, type),
        };
    }

    private static Array ConvertAll(string json, Type element, DataConverter converter)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        Array values = Array.CreateInstance(element, document.RootElement.GetArrayLength());
        int index = 0;
        foreach (JsonElement item in document.RootElement.EnumerateArray())
        {
            values.SetValue(Convert(item.GetRawText(), element, converter), index++);
        }

        return values;
    }
}
