using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>Makes event subscriptions that are written as resources deliver. Those whose destination is no webhook are kept and deliver nothing.</summary>
internal sealed class EventSubscriptionResources(Func<EventGridBroker> broker) : IEventSubscriptions
{
    public async Task<OperationError?> WrittenAsync(StoredResource subscription, CancellationToken cancellationToken)
    {
        JsonNode properties = subscription.ReadBody()["properties"]!;
        if (properties["destination"]?["endpointType"]?.ToString() != "WebHook" || EventGridTypes.EndpointOf(subscription) is not { } endpoint)
        {
            Removed(subscription.Id);
            return null;
        }

        try
        {
            await broker().SubscribeAsync(Definition(subscription, properties, endpoint), cancellationToken);
            return null;
        }
        catch (ArgumentException exception)
        {
            return new OperationError("InvalidRequest", exception.Message);
        }
        catch (EventGridException exception)
        {
            return new OperationError("Url validation", exception.Message);
        }
    }

    public void Removed(string id) => broker().UnsubscribeBelow(id);

    private static EventSubscriptionDefinition Definition(StoredResource subscription, JsonNode properties, string endpoint)
    {
        JsonNode? destination = properties["destination"]!["properties"], filter = properties["filter"], retry = properties["retryPolicy"];
        JsonNode? deadLetter = properties["deadLetterDestination"]?["properties"] ?? properties["deadLetterWithResourceIdentity"]?["deadLetterDestination"]?["properties"];
        string? begins = filter?["subjectBeginsWith"]?.ToString();
        return new EventSubscriptionDefinition
        {
            Name = subscription.Name,
            ResourceId = subscription.Id,
            Topic = properties["topic"]!.ToString(),
            EndpointUrl = new Uri(endpoint, UriKind.Absolute),
            IncludedEventTypes = filter?["includedEventTypes"] is JsonArray types ? [.. types.OfType<JsonNode>().Select(type => type.ToString())] : null,
            SubjectBeginsWith = string.IsNullOrEmpty(begins) ? null : begins,
            Schema = properties["eventDeliverySchema"]?.ToString() == "CloudEventSchemaV1_0" ? EventSchema.CloudEventSchemaV1_0 : EventSchema.EventGridSchema,
            MaxEventsPerBatch = Number(destination?["maxEventsPerBatch"], 1),
            PreferredBatchSizeInKilobytes = Number(destination?["preferredBatchSizeInKilobytes"], 64),
            MaxDeliveryAttempts = Number(retry?["maxDeliveryAttempts"], 30),
            EventTimeToLiveInMinutes = Number(retry?["eventTimeToLiveInMinutes"], 1440),
            DeadLetter = deadLetter?["resourceId"]?.ToString() is { } account && deadLetter["blobContainerName"]?.ToString() is { } container
                ? new DeadLetterTarget(account[(account.LastIndexOf('/') + 1)..], container)
                : null,
        };
    }

    private static int Number(JsonNode? node, int usual) => node is JsonValue value && value.TryGetValue(out int number) ? number : usual;
}
