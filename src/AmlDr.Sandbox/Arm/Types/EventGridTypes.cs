using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>
/// Event Grid as resources: system topics with their subscriptions, and subscriptions that hang on the source itself. A subscription to a
/// webhook delivers once its endpoint has agreed.
/// </summary>
internal static class EventGridTypes
{
    public const string SystemTopics = "Microsoft.EventGrid/systemTopics";

    private const string EndpointUrl = "properties.destination.properties.endpointUrl";

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        new ResourceDescriptor
        {
            Type = SystemTopics,
            Schema = PlatformTypes.Anything(Fields.Fixed("source", required: true), Fields.Fixed("topicType", required: true)),
            Put = WriteStyle.OriginalUri,
            Delete = WriteStyle.Location,
            Patchable = ["tags", "identity"],
            Normalise = (body, write) => Tracked.FillIdentity(body, write, usual: null),
            Removed = (topic, arm) => arm.Subscriptions.Removed(topic.Id),
        },
        Subscription(SystemTopics + "/eventSubscriptions", ResourceScope.Group),
        Subscription("Microsoft.EventGrid/eventSubscriptions", ResourceScope.Anywhere),
    ];

    /// <summary>The address that a subscription's webhook was given.</summary>
    public static string? EndpointOf(StoredResource subscription) => subscription.Secrets?[EndpointUrl]?.ToString();

    private static ResourceDescriptor Subscription(string type, ResourceScope scope) => new()
    {
        Type = type,
        Scope = scope,
        Schema = new BodySchema(
        [
            Fields.State,
            new("properties.topic", FieldKind.Text) { ReadOnly = true },
            new("properties.destination", FieldKind.Structure), Fields.Text("destination.endpointType"),
            new("properties.destination.properties", FieldKind.Structure),
            new(EndpointUrl, FieldKind.Text) { Secret = SecretTrace.Absent, SecretStays = true },
            new("properties.destination.properties.endpointBaseUrl", FieldKind.Text) { ReadOnly = true },
            new("properties.filter", FieldKind.Structure), new("properties.retryPolicy", FieldKind.Structure),
            new("properties.deadLetterDestination", FieldKind.Structure), new("properties.deadLetterWithResourceIdentity", FieldKind.Structure),
            Fields.Text("eventDeliverySchema") with { Allowed = ["EventGridSchema", "CloudEventSchemaV1_0", "CustomInputSchema"], Default = "\"EventGridSchema\"" },
        ]),
        Put = WriteStyle.OriginalUri,
        Delete = WriteStyle.Location,
        Patchable = ResourceDescriptor.Everything,
        Normalise = Normalise,
        Check = Check,
        Work = (subscription, arm, cancellation) => arm.Subscriptions.WrittenAsync(subscription, cancellation),
        Removed = (subscription, arm) => arm.Subscriptions.Removed(subscription.Id),
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase)
        {
            ["getFullUrl"] = new(action => SimResponse.Json(200, new JsonObject { ["endpointUrl"] = EndpointOf(action.Resource) })),
        },
    };

    private static void Normalise(JsonObject body, WriteContext write)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        properties["topic"] = write.Parent?.ReadBody()["properties"]?["source"]?.DeepClone() ?? write.Address.Path.Scope;
        if (properties["destination"]?["properties"] is JsonObject destination && Uri.TryCreate(destination["endpointUrl"]?.ToString(), UriKind.Absolute, out Uri? url))
            destination["endpointBaseUrl"] = url.GetLeftPart(UriPartial.Path);
        properties["retryPolicy"] ??= new JsonObject { ["maxDeliveryAttempts"] = 30, ["eventTimeToLiveInMinutes"] = 1440 };
    }

    private static void Check(JsonObject body, WriteContext write)
    {
        JsonNode properties = body["properties"]!;
        if (properties["filter"]?["advancedFilters"] is JsonArray { Count: > 0 })
            throw ArmException.Of(501, "NotImplemented", "The simulator has no advanced filters.");
        if (properties["destination"]?["endpointType"]?.ToString() == "WebHook"
            && write.Existing is null
            && !Uri.TryCreate(properties["destination"]?["properties"]?["endpointUrl"]?.ToString(), UriKind.Absolute, out _))
        {
            throw ArmException.Of(400, "InvalidRequest", $"The field '{EndpointUrl}' is required and must be an absolute address.");
        }
    }
}
