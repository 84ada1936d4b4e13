using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>The published form and place of a dead letter.</summary>
internal static class DeadLetterRecord
{
    /// <summary><c>SUBSCRIPTION/YYYY/M/D/H/guid.json</c>: the name in capitals, the date in UTC and not padded.</summary>
    public static string BlobName(EventSubscriptionDefinition subscription, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{subscription.Name.ToUpperInvariant()}/{now.UtcDateTime.Year}/{now.UtcDateTime.Month}/{now.UtcDateTime.Day}/{now.UtcDateTime.Hour}/{Guid.NewGuid()}.json");

    /// <summary>An array with the event and what became of it. CloudEvents spell the added names in lower case.</summary>
    public static byte[] Write(EventSubscriptionDefinition subscription, Delivery delivery, string reason)
    {
        JsonObject[] events = delivery.Event is { } item
            ? [item.ToJson(subscription.Schema)]
            : [.. (delivery.Raw is JsonArray array ? array : [delivery.Raw?.DeepClone()]).OfType<JsonObject>().Select(raw => (JsonObject)raw.DeepClone())];
        foreach (JsonObject record in events)
        {
            foreach ((string name, JsonNode value) in new (string, JsonNode)[]
            {
                ("deadLetterReason", reason),
                ("deliveryAttempts", delivery.Attempts),
                ("lastDeliveryOutcome", delivery.LastOutcome),
                ("publishTime", Wire.Instant(delivery.PublishedAt)),
                ("lastDeliveryAttemptTime", Wire.Instant(delivery.LastAttemptAt)),
            })
            {
                record[subscription.Schema == EventSchema.EventGridSchema ? name : name.ToLowerInvariant()] = value;
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonArray([.. events]), Wire.Json);
    }
}
