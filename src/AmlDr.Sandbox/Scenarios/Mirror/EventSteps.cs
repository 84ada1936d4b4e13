using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>An event is a hint: it makes the app look, and only a difference makes it write.</summary>
internal static class EventSteps
{
    private const string CloudSubscription = "models-cloud";

    public static async Task PlayAsync(MirrorStage stage)
    {
        await stage.Run.StepAsync(
            "duplicated, late, out-of-order, batched, CloudEvents, camel and Pascal case, numeric and text version: reads only", () => SendAllFormsAsync(stage));
        await stage.Run.StepAsync("a change in the primary reaches the secondary with one more write", () => ChangeAsync(stage));
    }

    private static async Task<string> SendAllFormsAsync(MirrorStage stage)
    {
        EventGridBroker broker = stage.Session.Azure.EventGrid;
        string topic = stage.Session.Azure.World.Primary.ResourceId;
        DateTimeOffset now = stage.Session.Azure.Clock.GetUtcNow();

        // Types that nobody raises: it gets only what is sent to it by hand.
        await broker.SubscribeAsync(
            new EventSubscriptionDefinition
            {
                Name = CloudSubscription, Topic = topic, EndpointUrl = stage.Session.App.Webhook, Schema = EventSchema.CloudEventSchemaV1_0,
                IncludedEventTypes = ["by.hand"],
            },
            stage.Cancelled);
        SeedAsset[] models = [.. stage.Mirrored.Where(asset => asset.Kind == "model")];
        SeedAsset[] environments = [.. stage.Mirrored.Where(asset => asset.Kind == "environment")];
        long before = stage.Log.Position;
        List<(string Subscription, JsonNode Body)> deliveries =
        [
            .. Enumerable.Repeat((Subscriptions.Models, Array(Model(models[0], now, id: "same-id"))), 3),
            (Subscriptions.Models, Array(Model(models[1], now.AddDays(-1)))),
            // The later version's event first.
            .. models.Where(model => model.Name == models[2].Name).OrderByDescending(model => model.Version, StringComparer.Ordinal)
                .Select(model => (Subscriptions.Models, Array(Model(model, now.AddMinutes(-5))))),
            (Subscriptions.Models, Array([.. models.Select(model => Model(model, now))])),
            (Subscriptions.Models, Array(Model(models[0], now, new EventForm(CamelCaseKeys: true)))),
            (Subscriptions.Models, Array(Model(models[0], now, new EventForm(TextVersion: true)))),
            (Subscriptions.Models, Array(Model(models[0], now, new EventForm(CamelCaseKeys: true, TextVersion: true)))),
            (CloudSubscription, Model(models[1], now, new EventForm(EventSchema.CloudEventSchemaV1_0))),
            (CloudSubscription, Array([.. models.Select(model => Model(model, now, new EventForm(EventSchema.CloudEventSchemaV1_0, CamelCaseKeys: true)))])),
            .. environments.Select(environment => (Subscriptions.Resources, Array(Written(environment, EventSchema.EventGridSchema)))),
            (CloudSubscription, Written(environments[0], EventSchema.CloudEventSchemaV1_0)),
        ];
        foreach ((string subscription, JsonNode body) in deliveries)
            broker.Send(body, subscription);
        await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
        IReadOnlyList<CallRecord> changes = stage.Log.ChangesInSecondary(before);
        MirrorStage.Require(
        [
            .. changes.Select(call => $"{call.Operation} {call.Path}"),
            .. models.Concat(environments).Where(asset => stage.Log.ReadsInPrimary(asset.Path, before) == 0).Select(asset => $"nobody looked at {asset}"),
        ]);
        int events = deliveries.Sum(delivery => delivery.Body is JsonArray array ? array.Count : 1);
        return $"{events} events in {deliveries.Count} deliveries, {models.Length + environments.Length} assets looked at, 0 writes";

        JsonObject Model(SeedAsset model, DateTimeOffset time, EventForm? form = null, string? id = null) =>
            WireEvents.ModelRegistered(topic, model.Name, model.Version, time, form, id);

        JsonObject Written(SeedAsset asset, EventSchema schema) =>
            WireEvents.ResourceWritten(WorldTopology.ResourceGroupId, $"{topic}/{asset.Path}", now, schema);

        static JsonNode Array(params JsonNode[] events) => new JsonArray(events);
    }

    private static async Task<string> ChangeAsync(MirrorStage stage)
    {
        SeedAsset tagged = stage.Mirrored.First(asset => asset.Kind == "model");
        SeedAsset archived = stage.Mirrored.First(asset => asset.Kind == "environment" && asset.Body["properties"]!["isArchived"]?.GetValue<bool>() == false);
        long before = stage.Log.Position;
        await stage.Session.User.ChangeAsync(tagged.Path, document => document["properties"]!["tags"]!["reviewed"] = "yes", stage.Cancelled);
        await stage.Session.User.ChangeAsync(archived.Path, document => document["properties"]!["isArchived"] = true, stage.Cancelled);
        await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
        SeedAsset[] changed = [tagged, archived];
        await stage.WaitUntilSettledAsync(changed);
        IReadOnlyDictionary<string, int> writes = stage.Log.EffectiveWrites(before);
        MirrorStage.Require(
        [
            .. stage.Check.Problems(changed),
            .. changed.Where(asset => writes.GetValueOrDefault(asset.Path) != 1).Select(asset => $"{asset} was written {writes.GetValueOrDefault(asset.Path)} times"),
            .. writes.Keys.Except(changed.Select(asset => asset.Path)).Select(path => $"{path} was written too"),
        ]);
        return $"a tag of {tagged}, the archived state of {archived}";
    }
}
