using System.Text.Json.Nodes;
using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.EndToEnd.Tests.Mirroring;

/// <summary>An event for something already equal causes reads only, however it comes and however it is spelled.</summary>
public class EventFormsTests(MirroredFixture fixture) : IClassFixture<MirroredFixture>
{
    private DateTimeOffset Now => fixture.Session.Azure.Clock.GetUtcNow();

    private string Topic => fixture.Session.Azure.World.Primary.ResourceId;

    [Theory]
    [InlineData(EventSchema.EventGridSchema, false, false)]
    [InlineData(EventSchema.EventGridSchema, false, true)]
    [InlineData(EventSchema.EventGridSchema, true, false)]
    [InlineData(EventSchema.EventGridSchema, true, true)]
    [InlineData(EventSchema.CloudEventSchemaV1_0, false, false)]
    [InlineData(EventSchema.CloudEventSchemaV1_0, true, true)]
    public async Task ModelEvent_InAnySpelling_CausesReadsOnly(EventSchema schema, bool camelCase, bool textVersion)
    {
        JsonObject one = WireEvents.ModelRegistered(Topic, fixture.Model.Name, fixture.Model.Version, Now, new EventForm(schema, camelCase, textVersion));

        await SendAsync(schema, schema == EventSchema.EventGridSchema ? new JsonArray(one) : one);
    }

    [Theory]
    [InlineData(EventSchema.EventGridSchema)]
    [InlineData(EventSchema.CloudEventSchemaV1_0)]
    public async Task ResourceEvent_OfAnEnvironment_CausesReadsOnly(EventSchema schema)
    {
        JsonObject one = WireEvents.ResourceWritten(WorldTopology.ResourceGroupId, $"{Topic}/{fixture.Environment.Path}", Now, schema);

        await SendAsync(schema, schema == EventSchema.EventGridSchema ? new JsonArray(one) : one);
    }

    [Fact]
    public async Task Event_DeliveredThreeTimes_CausesReadsOnly()
    {
        JsonArray one = new(WireEvents.ModelRegistered(Topic, fixture.Model.Name, fixture.Model.Version, Now, id: "the-same"));

        await SendAsync(EventSchema.EventGridSchema, one, one, one);
    }

    [Fact]
    public async Task Event_ADayLate_CausesReadsOnly() =>
        await SendAsync(EventSchema.EventGridSchema, new JsonArray(WireEvents.ModelRegistered(Topic, fixture.Model.Name, fixture.Model.Version, Now.AddDays(-1))));

    [Theory]
    [InlineData(EventSchema.EventGridSchema)]
    [InlineData(EventSchema.CloudEventSchemaV1_0)]
    public async Task Batch_OfAllModelsInTheWrongOrder_CausesReadsOnly(EventSchema schema)
    {
        SeedAsset[] models = [.. fixture.Mirrored.Where(asset => asset.Kind == "model").OrderByDescending(asset => asset.Version, StringComparer.Ordinal)];
        long before = fixture.Log.Position;

        await SendAsync(schema, new JsonArray([.. models.Select(model => WireEvents.ModelRegistered(Topic, model.Name, model.Version, Now, new EventForm(schema)))]));

        Assert.All(models, model => Assert.True(fixture.Log.ReadsInPrimary(model.Path, before) > 0, $"nobody looked at {model}"));
    }

    /// <summary>Sends by hand, waits until the app has nothing more to do, and looks at what it did.</summary>
    private async Task SendAsync(EventSchema schema, params JsonNode[] bodies)
    {
        string subscription = $"by-hand-{schema}";
        await fixture.Session.Azure.EventGrid.SubscribeAsync(new EventSubscriptionDefinition
        {
            Name = subscription, Topic = Topic, EndpointUrl = fixture.Session.App.Webhook, Schema = schema, IncludedEventTypes = ["by.hand"],
        });
        long before = fixture.Log.Position;
        foreach (JsonNode body in bodies)
            fixture.Session.Azure.EventGrid.Send(body, subscription);
        await Seen.QuietAsync(fixture.Session);

        Assert.True(fixture.Log.ReadsInPrimary(fixture.Model.Path, before) + fixture.Log.ReadsInPrimary(fixture.Environment.Path, before) > 0, "nobody looked");
        Assert.Empty(fixture.Log.ChangesInSecondary(before));
        EventSubscriptionState state = fixture.Session.Azure.EventGrid.Subscriptions.Single(one => one.Definition.Name == subscription);
        Assert.Equal(bodies.Length, state.Attempts);
    }
}
