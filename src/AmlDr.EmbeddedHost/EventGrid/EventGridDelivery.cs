using System.Text.Json;

namespace AmlDr.EmbeddedHost.EventGrid;

/// <summary>The body of a delivery: one event or an array of them, in the Event Grid or the CloudEvents schema.</summary>
internal sealed class EventGridDelivery
{
    private EventGridDelivery(IReadOnlyList<string> events, string all)
    {
        Events = events;
        All = all;
    }

    /// <summary>The JSON of each event.</summary>
    public IReadOnlyList<string> Events { get; }

    /// <summary>The events as a JSON array.</summary>
    public string All { get; }

    /// <summary>Reads a body.</summary>
    /// <exception cref="FormatException">It is no JSON object or array of objects; the message says what it is.</exception>
    public static EventGridDelivery Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            List<JsonElement> events = root.ValueKind switch
            {
                JsonValueKind.Array => [.. root.EnumerateArray()],
                JsonValueKind.Object => [root],
                _ => throw new FormatException($"The body is a JSON {root.ValueKind}. Send an event or an array of events."),
            };
            if (events.FindIndex(item => item.ValueKind != JsonValueKind.Object) is var wrong and >= 0)
            {
                throw new FormatException($"Item {wrong} of the array is a JSON {events[wrong].ValueKind}. Send objects.");
            }

            return new EventGridDelivery(
                [.. events.Select(item => item.GetRawText())],
                root.ValueKind == JsonValueKind.Array ? root.GetRawText() : $"[{root.GetRawText()}]");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The body is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The code of a subscription validation.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static string ValidationCode(ReadOnlyMemory<byte> body)
    {
        EventGridDelivery delivery = Parse(body);
        if (delivery.Events.Count == 0)
        {
            throw new FormatException("The body is an empty array. Send the validation event.");
        }

        using JsonDocument document = JsonDocument.Parse(delivery.Events[0]);
        if (!TryGet(document.RootElement, "data", out JsonElement data))
        {
            throw new FormatException("The validation event has no 'data'.");
        }

        // In the CloudEvents form the data is a JSON text within the JSON.
        using JsonDocument? inner = data.ValueKind == JsonValueKind.String ? ParseInner(data.GetString()!) : null;
        JsonElement holder = inner?.RootElement ?? data;
        return TryGet(holder, "validationCode", out JsonElement code) && code.ValueKind == JsonValueKind.String && code.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException("The validation event has no 'data.validationCode'.");
    }

    private static JsonDocument ParseInner(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The 'data' of the validation event is not JSON: {exception.Message}", exception);
        }
    }

    private static bool TryGet(JsonElement item, string name, out JsonElement value)
    {
        value = default;
        return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out value);
    }
}
