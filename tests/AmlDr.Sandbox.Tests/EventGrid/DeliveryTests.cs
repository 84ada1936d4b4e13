using System.Text.Json.Nodes;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.EventGrid;

/// <summary>Which events are raised, in what form, and the handshake before the first.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private const string ModelRegistered = "Microsoft.MachineLearningServices.ModelRegistered";

    private SimulatedAzure Azure { get; set; } = null!;

    private ArmCaller Arm { get; set; } = null!;

    private Webhook Hook { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        Arm = new ArmCaller(Azure);
        Hook = await Webhook.StartAsync();
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        await Azure.DisposeAsync();
        await Hook.DisposeAsync();
    }

    [Fact]
    public async Task Put_NewModelVersion_ModelRegisteredAsOnTheWire()
    {
        await SubscribeAsync();

        await Arm.PutAsync($"{Arm.Primary}/models/credit/versions/20", """{"properties":{"modelUri":"u","tags":{"area":"diabetes"},"properties":{"type":"test"}}}""");
        JsonObject raised = await SingleAsync();

        Assert.Equal(ModelRegistered, raised["eventType"]!.ToString());
        Assert.Equal(Arm.Primary, raised["topic"]!.ToString());
        Assert.Equal("models/credit:20", raised["subject"]!.ToString());
        Assert.Equal("1", raised["metadataVersion"]!.ToString());
        Assert.Equal("""{"ModelName":"credit","ModelVersion":20,"ModelTags":{"area":"diabetes"},"ModelProperties":{"type":"test"}}""", raised["data"]!.ToJsonString());
        Assert.Equal("Notification", Hook.Deliveries.Single().Headers["aeg-event-type"]);
        Assert.StartsWith("application/json", Hook.Deliveries.Single().Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_CamelCaseAndTextVersions_AsInThePublishedSchema()
    {
        await SubscribeAsync();
        Azure.EventGrid.Switches = new DeliverySwitches { CamelCaseKeys = true, TextVersions = true };

        await PutModelAsync("m", 3);

        Assert.Equal("""{"modelName":"m","modelVersion":"3","modelTags":{},"modelProperties":{}}""", (await SingleAsync())["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Put_UpdateEnvironmentOrFailure_RaisesNoModelEvent()
    {
        await PutModelAsync("m", 1);
        await SubscribeAsync();

        await PutModelAsync("m", 1);
        await Arm.PutAsync($"{Arm.Primary}/environments/e/versions/1", """{"properties":{"image":"i"}}""");
        await Arm.PutAsync($"{Arm.Primary}/models/m/versions/zero", """{"properties":{"modelUri":"u"}}""");
        await PutModelAsync("m", 2);

        Assert.Equal("models/m:2", (await SingleAsync())["subject"]!.ToString());
    }

    [Fact]
    public async Task Change_ThroughResourceManager_WriteAndDeleteEventsOfTheGroup()
    {
        await SubscribeAsync(definition => definition with { Topic = WorldTopology.ResourceGroupId.ToUpperInvariant(), IncludedEventTypes = null });

        await Arm.PutAsync($"{Arm.Primary}/environments/e/versions/1", """{"properties":{"image":"i"}}""");
        await Arm.DeleteAsync($"{Arm.Primary}/environments/e/versions/1");
        await Arm.DeleteAsync($"{Arm.Primary}/environments/e/versions/1");
        await Eventually.IsTrue(() => Hook.Events.Count == 2, "two events arrive");

        JsonObject write = Hook.Events.Single(item => item["eventType"]!.ToString() == "Microsoft.Resources.ResourceWriteSuccess");
        JsonObject delete = Hook.Events.Single(item => item["eventType"]!.ToString() == "Microsoft.Resources.ResourceDeleteSuccess");
        string id = $"{Arm.Primary}/environments/e/versions/1".Replace("resourceGroups", "resourcegroups", StringComparison.Ordinal);
        JsonNode data = write["data"]!;
        Assert.Equal(WorldTopology.ResourceGroupId, write["topic"]!.ToString());
        Assert.Equal(id, write["subject"]!.ToString());
        Assert.Equal(id, data["resourceUri"]!.ToString());
        Assert.Equal("Microsoft.MachineLearningServices/workspaces/environments/versions/write", data["operationName"]!.ToString());
        Assert.Equal("Microsoft.MachineLearningServices/workspaces/environments/versions/delete", delete["data"]!["operationName"]!.ToString());
        Assert.Equal(Azure.Tokens.DefaultClientId.ToString(), data["claims"]!["appid"]!.ToString());
        Assert.Equal(Azure.Tokens.PrincipalOf().ToString(), data["claims"]!["http://schemas.microsoft.com/identity/claims/objectidentifier"]!.ToString());
        Assert.Equal("PUT", data["httpRequest"]!["method"]!.ToString());
        Assert.Equal("Succeeded", data["status"]!.ToString());
        Assert.Equal("2", write["dataVersion"]!.ToString());
    }

    [Fact]
    public async Task Put_LongRunning_EventOnlyWhenDone()
    {
        ManualTimeProvider clock = new();
        await using SimulatedAzure azure = await Sim.StartAsync(options => options with { Clock = clock, LongRunningDuration = TimeSpan.FromMinutes(1) });
        using ArmCaller arm = new(azure);
        await azure.EventGrid.SubscribeAsync(Definition() with { Topic = WorldTopology.ResourceGroupId, IncludedEventTypes = null });

        await arm.PatchAsync(arm.Primary, """{"tags":{"a":"b"}}""");
        Assert.Equal(0, azure.EventGrid.Subscriptions.Single().Matched);
        clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.IsTrue(() => Hook.Events.Count == 1, "the event arrives");
        Assert.Equal("PATCH", Hook.Events[0]["data"]!["httpRequest"]!["method"]!.ToString());
    }

    [Theory]
    [InlineData(1, "application/cloudevents+json")]
    [InlineData(10, "application/cloudevents-batch+json")]
    public async Task Put_CloudEvents_OneObjectOrABatch(int batch, string contentType)
    {
        await SubscribeAsync(definition => definition with { Schema = EventSchema.CloudEventSchemaV1_0, MaxEventsPerBatch = batch });

        await PutModelAsync("m", 1);
        JsonObject raised = await SingleAsync();

        Assert.Equal("1.0", raised["specversion"]!.ToString());
        Assert.Equal(Arm.Primary, raised["source"]!.ToString());
        Assert.Equal(ModelRegistered, raised["type"]!.ToString());
        Assert.Equal(batch > 1, Hook.Deliveries.Single().Body is JsonArray);
        Assert.StartsWith(contentType, Hook.Deliveries.Single().Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("eventgrid.azure.net", Hook.Handshakes.Single().Headers["WebHook-Request-Origin"]);
    }

    [Fact]
    public async Task Put_ManyEvents_BatchedUpToTheLimitAndNoneLost()
    {
        await using SimulatedAzure azure = await Sim.StartAsync(options => options with { EventGrid = new EventGridOptions { Concurrency = 1 } });
        using ArmCaller arm = new(azure);
        await azure.EventGrid.SubscribeAsync(Definition() with { MaxEventsPerBatch = 4 });
        azure.Regions.TakeDown("westeurope");
        azure.Regions.Restore("westeurope");

        await Task.WhenAll(Enumerable.Range(1, 30).Select(version => arm.PutAsync($"{arm.Primary}/models/m/versions/{version}", """{"properties":{"modelUri":"u"}}""")));
        await Eventually.IsTrue(() => Hook.Events.Count == 30, "all events arrive");

        Assert.All(Hook.Deliveries, delivery => Assert.InRange(delivery.Events.Count(), 1, 4));
        Assert.Equal(30, Hook.Events.Select(item => item["subject"]!.ToString()).Distinct().Count());
    }

    [Fact]
    public async Task Send_RawBody_ArrivesAsItIs()
    {
        await SubscribeAsync();
        JsonNode body = JsonNode.Parse("""[{"id":"1","topic":"/unknown","subject":"models/x:1","eventType":"Made.Up","data":{"modelName":"x","modelVersion":"1"}},{"broken":true}]""")!;

        Assert.Equal(1, Azure.EventGrid.Send(body));
        await Eventually.IsTrue(() => !Hook.Deliveries.IsEmpty, "the body arrives");

        Assert.Equal(body.ToJsonString(), Hook.Deliveries.Single().Body!.ToJsonString());
        Assert.Equal(0, Azure.EventGrid.Send(body, "other"));
    }

    [Fact]
    public async Task Subscribe_EndpointKeepsTheCode_AwaitsManualActionUntilTheAddressIsOpened()
    {
        Hook.Consents = false;
        EventSubscriptionState state = await Azure.EventGrid.SubscribeAsync(Definition());
        await PutModelAsync("m", 1);
        using HttpClient http = new();

        string address = Hook.Handshakes.Single().Body![0]!["data"]!["validationUrl"]!.ToString();
        using HttpResponseMessage wrong = await http.GetAsync(address + "0");
        using HttpResponseMessage right = await http.GetAsync(address);
        await PutModelAsync("m", 2);

        Assert.Equal("AwaitingManualAction", state.ProvisioningState);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, right.StatusCode);
        Assert.Equal("models/m:2", (await SingleAsync())["subject"]!.ToString());
    }

    [Fact]
    public async Task Subscribe_NobodyOpensTheAddress_FailsAfterTenMinutes()
    {
        ManualTimeProvider clock = new();
        await using SimulatedAzure azure = await Sim.StartAsync(options => options with { Clock = clock });
        Hook.Consents = false;
        await azure.EventGrid.SubscribeAsync(Definition());

        await Eventually.IsTrue(() => clock.Waiting > 0, "the wait begins");
        clock.Advance(TimeSpan.FromMinutes(10));

        await Eventually.IsTrue(() => azure.EventGrid.Subscriptions.Single().ProvisioningState == "Failed", "the subscription fails");
    }

    [Fact]
    public async Task Subscribe_CloudEventsRefused_Throws()
    {
        Hook.Consents = false;

        EventGridException thrown = await Assert.ThrowsAsync<EventGridException>(() => Azure.EventGrid.SubscribeAsync(Definition() with { Schema = EventSchema.CloudEventSchemaV1_0 }));

        Assert.Contains("WebHook-Allowed-Origin", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Azure.EventGrid.Subscriptions);
    }

    [Fact]
    public async Task Subscribe_NobodyListens_Throws() =>
        await Assert.ThrowsAsync<EventGridException>(() => Azure.EventGrid.SubscribeAsync(Definition() with { EndpointUrl = new Uri("http://127.0.0.1:1/") }));

    [Fact]
    public async Task Subscribe_UnsoundDefinition_ThrowsNamingEveryMistake()
    {
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => Azure.EventGrid.SubscribeAsync(new EventSubscriptionDefinition
        {
            Name = " ",
            Topic = "workspace",
            EndpointUrl = new Uri("/relative", UriKind.Relative),
            MaxEventsPerBatch = 0,
            PreferredBatchSizeInKilobytes = 2000,
            MaxDeliveryAttempts = 31,
            EventTimeToLiveInMinutes = 0,
        }));

        Assert.All(
            (string[])["name", "topic", "endpointUrl", "maxEventsPerBatch", "preferredBatchSizeInKilobytes", "maxDeliveryAttempts", "eventTimeToLiveInMinutes"],
            name => Assert.Contains($"'{name}'", thrown.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unsubscribe_NoMoreEvents()
    {
        await SubscribeAsync();

        Assert.True(Azure.EventGrid.Unsubscribe("models"));
        Assert.False(Azure.EventGrid.Unsubscribe("models"));
        await PutModelAsync("m", 1);

        Assert.Empty(Azure.EventGrid.Subscriptions);
        Assert.Empty(Hook.Deliveries);
    }

    [FactsFact]
    public async Task Events_Raised_HaveTheFieldsOfThePublishedSamples()
    {
        await SubscribeAsync();
        await SubscribeAsync(definition => definition with { Name = "group", Topic = WorldTopology.ResourceGroupId, IncludedEventTypes = null });

        await PutModelAsync("m", 1);
        await Eventually.IsTrue(() => Hook.Events.Count == 2, "both events arrive");

        foreach ((string type, string sample) in ((string, string)[])[
            (ModelRegistered, "Microsoft.MachineLearningServices/stable/2018-01-01/examples/event-grid-schema/model_registered.json"),
            ("Microsoft.Resources.ResourceWriteSuccess", "Microsoft.Resources/stable/2018-01-01/examples/event-grid-schema/resource_write_success.json")])
        {
            JsonObject published = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Facts.OpenApi, "specification/eventgrid/data-plane", sample)))!;
            JsonObject raised = Hook.Events.Single(item => item["eventType"]!.ToString() == type);
            Assert.Equal(published.Select(field => field.Key).Order(), raised.Select(field => field.Key).Order());
            Assert.Empty(published["data"]!.AsObject().Select(field => field.Key).Except(raised["data"]!.AsObject().Select(field => field.Key)));
        }
    }

    private EventSubscriptionDefinition Definition() =>
        new() { Name = "models", Topic = Azure.World.Primary.ResourceId, EndpointUrl = Hook.Url, IncludedEventTypes = [ModelRegistered] };

    private async Task SubscribeAsync(Func<EventSubscriptionDefinition, EventSubscriptionDefinition>? change = null)
    {
        EventSubscriptionState state = await Azure.EventGrid.SubscribeAsync(change?.Invoke(Definition()) ?? Definition());
        Assert.Equal("Succeeded", state.ProvisioningState);
    }

    private Task<Answer> PutModelAsync(string name, int version) => Arm.PutAsync($"{Arm.Primary}/models/{name}/versions/{version}", """{"properties":{"modelUri":"u"}}""");

    private async Task<JsonObject> SingleAsync()
    {
        await Eventually.IsTrue(() => Hook.Events.Count > 0, "an event arrives");
        return Assert.Single(Hook.Events);
    }
}
