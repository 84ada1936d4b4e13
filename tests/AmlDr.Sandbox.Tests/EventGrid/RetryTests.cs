using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.EventGrid;

/// <summary>What happens to events that are not accepted, and to those on a bad day; time moves by hand.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private ManualTimeProvider Clock { get; } = new();

    private SimulatedAzure Azure { get; set; } = null!;

    private ArmCaller Arm { get; set; } = null!;

    private Webhook Hook { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync(options => options with { Clock = Clock });
        Arm = new ArmCaller(Azure);
        Hook = await Webhook.StartAsync();
        Azure.Blobs.CreateContainer("stmldrcontrol", "deadletter");
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        await Azure.DisposeAsync();
        await Hook.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 500, 10)]
    [InlineData(2, 500, 30)]
    [InlineData(3, 500, 60)]
    [InlineData(4, 500, 300)]
    [InlineData(7, 500, 3600)]
    [InlineData(10, 500, 43200)]
    [InlineData(25, 500, 43200)]
    [InlineData(1, 503, 30)]
    [InlineData(1, 404, 300)]
    [InlineData(1, 408, 120)]
    [InlineData(5, 404, 600)]
    [InlineData(1, 0, 10)]
    public void After_Attempts_PublishedWait(int attempts, int status, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.After(attempts, status));

    [Fact]
    public async Task Deliver_EndpointFailsTwice_RetriedAfterThePublishedWaits()
    {
        Hook.Status = number => number <= 2 ? 500 : 200;
        await SubscribeAsync();
        await PutModelAsync();
        await ArrivedAsync(1);

        Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Single(Hook.Deliveries);
        Clock.Advance(TimeSpan.FromSeconds(1.2));
        await ArrivedAsync(2);
        Clock.Advance(TimeSpan.FromSeconds(33.1));
        await ArrivedAsync(3);

        await Eventually.IsTrue(() => State() is { Delivered: 1, Pending: 0 }, "the event counts as delivered");
        Assert.Equal(3, State().Attempts);
        Assert.Single(Hook.Events.Select(item => item["id"]!.ToString()).Distinct());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    public async Task Deliver_RefusedForGood_NeverRetriedAndDropped(int status)
    {
        Hook.Status = _ => status;
        await SubscribeAsync();
        await PutModelAsync();

        await Eventually.IsTrue(() => State() is { Dropped: 1, Pending: 0 }, "the event is dropped");
        Clock.Advance(TimeSpan.FromDays(2));

        Assert.Single(Hook.Deliveries);
    }

    [Theory]
    [InlineData(EventSchema.EventGridSchema, "deadLetterReason", "deliveryAttempts", "lastDeliveryOutcome", "publishTime", "lastDeliveryAttemptTime")]
    [InlineData(EventSchema.CloudEventSchemaV1_0, "deadletterreason", "deliveryattempts", "lastdeliveryoutcome", "publishtime", "lastdeliveryattempttime")]
    public async Task Deliver_AttemptsUsedUp_DeadLetterInThePublishedShape(EventSchema schema, params string[] names)
    {
        Hook.Status = _ => 500;
        await SubscribeAsync(definition => definition with { Schema = schema, MaxDeliveryAttempts = 2, DeadLetter = new DeadLetterTarget("stmldrcontrol", "deadletter") });
        await PutModelAsync();
        await ArrivedAsync(1);
        await WaitingAsync();
        Clock.Advance(TimeSpan.FromSeconds(11));
        await ArrivedAsync(2);
        await WaitingAsync();
        Assert.Empty(Azure.Blobs.List("stmldrcontrol", "deadletter"));

        Clock.Advance(TimeSpan.FromMinutes(5));
        await Eventually.IsTrue(() => State() is { DeadLettered: 1, Pending: 0 }, "the dead letter is written");

        string blob = Azure.Blobs.List("stmldrcontrol", "deadletter").Single().Name;
        Assert.Matches("^MODELS/2026/11/21/12/[0-9a-f-]{36}\\.json$", blob);
        JsonObject record = JsonNode.Parse(Encoding.UTF8.GetString(Azure.Blobs.Read("stmldrcontrol", "deadletter", blob)!.ToArray()))!.AsArray().Single()!.AsObject();
        Assert.Equal("models/m:1", record["subject"]!.ToString());
        Assert.Equal("MaxDeliveryAttemptsExceeded", record[names[0]]!.ToString());
        Assert.Equal(2, record[names[1]]!.GetValue<int>());
        Assert.All(names[2..], name => Assert.NotNull(record[name]));
    }

    [Fact]
    public async Task Deliver_DeadLetterContainerMissing_Dropped()
    {
        Hook.Status = _ => 400;
        await SubscribeAsync(definition => definition with { DeadLetter = new DeadLetterTarget("stmldrcontrol", "nowhere") });
        await PutModelAsync();
        await ArrivedAsync(1);
        await WaitingAsync();

        Clock.Advance(TimeSpan.FromMinutes(5));

        await Eventually.IsTrue(() => State() is { Dropped: 1, Pending: 0 }, "the event is dropped");
    }

    [Fact]
    public async Task Deliver_TimeToLiveOver_GivenUp()
    {
        Hook.Status = _ => 500;
        await SubscribeAsync(definition => definition with { EventTimeToLiveInMinutes = 1 });
        await PutModelAsync();
        await ArrivedAsync(1);
        await WaitingAsync();
        Clock.Advance(TimeSpan.FromSeconds(11));
        await ArrivedAsync(2);
        await WaitingAsync();

        Clock.Advance(TimeSpan.FromSeconds(60));

        await Eventually.IsTrue(() => State() is { Dropped: 1, Pending: 0 }, "the event is given up");
        Assert.Equal(2, Hook.Deliveries.Count);
    }

    [Fact]
    public async Task Deliver_ScaledTime_SameScheduleFaster()
    {
        await using SimulatedAzure azure = await Sim.StartAsync(options => options with { Clock = Clock, EventGrid = new EventGridOptions { TimeScale = 0.001 } });
        using ArmCaller arm = new(azure);
        Hook.Status = number => number == 1 ? 500 : 200;
        await azure.EventGrid.SubscribeAsync(Definition());
        await arm.PutAsync($"{arm.Primary}/models/m/versions/1", """{"properties":{"modelUri":"u"}}""");
        await ArrivedAsync(1, azure);
        await WaitingAsync();

        Clock.Advance(TimeSpan.FromMilliseconds(11.1));

        await ArrivedAsync(2, azure);
    }

    [Fact]
    public async Task Deliver_AnswerLostByFault_ArrivesTwice()
    {
        await SubscribeAsync();
        Azure.Faults.Add(new FaultRule { Service = AzureService.EventGrid, Kinds = [FaultKind.TimeoutAfter], Times = 1 });
        await PutModelAsync();
        await ArrivedAsync(1);
        await WaitingAsync();

        Clock.Advance(TimeSpan.FromSeconds(11));

        await ArrivedAsync(2);
        Assert.Equal([0, 200], Azure.Calls.Read(new CallQuery { Operation = "events:deliver" }).Select(call => call.Status));
    }

    [Fact]
    public async Task Deliver_RegionLost_HeldUntilItReturns()
    {
        await SubscribeAsync();
        await Arm.PutAsync($"{Arm.Primary}/models/m", """{"properties":{}}""");
        Azure.EventGrid.Switches = new DeliverySwitches { DelayMilliseconds = 1000 };
        await PutModelAsync();
        Azure.Regions.TakeDown("westeurope");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Arm.PutAsync($"{Arm.Secondary}/models/m/versions/1", """{"properties":{"modelUri":"u"}}""");
        await Eventually.IsTrue(() => State().Pending == 1, "the event is there");
        Assert.Empty(Hook.Deliveries);

        Azure.Regions.Restore("westeurope");

        await ArrivedAsync(1);
    }

    [Fact]
    public async Task Switches_Silent_LostWithoutATrace()
    {
        await SubscribeAsync();
        Azure.EventGrid.Switches = new DeliverySwitches { Silent = true };

        await PutModelAsync();
        Azure.EventGrid.Switches = new DeliverySwitches();
        await PutModelAsync(2);
        await ArrivedAsync(1);

        Assert.Equal("models/m:2", Hook.Events.Single()["subject"]!.ToString());
        Assert.Equal(1, State().Matched);
    }

    [Fact]
    public async Task Switches_Duplicates_EveryEventTwiceWithTheSameId()
    {
        await SubscribeAsync();
        Azure.EventGrid.Switches = new DeliverySwitches { DuplicateProbability = 1, ReorderMilliseconds = 0 };

        await PutModelAsync();
        await ArrivedAsync(2);

        Assert.Single(Hook.Events.Select(item => item["id"]!.ToString()).Distinct());
    }

    [Fact]
    public async Task Switches_Reorder_LaterEventsOvertake()
    {
        await SubscribeAsync();
        Azure.EventGrid.Switches = new DeliverySwitches { ReorderProbability = 1, ReorderMilliseconds = 10_000 };
        for (int version = 1; version <= 20; version++)
            await PutModelAsync(version);
        await Eventually.IsTrue(() => Clock.Waiting >= 20, "all events are held back");

        for (int i = 0; i < 1000; i++)
            Clock.Advance(TimeSpan.FromMilliseconds(10));
        await ArrivedAsync(20);

        int[] versions = [.. Hook.Events.Select(item => item["data"]!["ModelVersion"]!.GetValue<int>())];
        Assert.NotEqual(versions.Order(), versions);
        Assert.Equal(Enumerable.Range(1, 20), versions.Order());
    }

    [Fact]
    public void Switches_OutOfRange_ThrowsNamingEveryMistake()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() =>
            Azure.EventGrid.Switches = new DeliverySwitches { DuplicateProbability = 2, ReorderProbability = -1, ReorderMilliseconds = -1, DelayMilliseconds = -1 });

        Assert.All((string[])["duplicateProbability", "reorderProbability", "reorderMilliseconds", "delayMilliseconds"], name => Assert.Contains($"'{name}'", thrown.Message, StringComparison.Ordinal));
    }

    private EventSubscriptionState State() => Azure.EventGrid.Subscriptions.Single();

    private EventSubscriptionDefinition Definition() => new()
    {
        Name = "models",
        Topic = Azure.World.Primary.ResourceId,
        EndpointUrl = Hook.Url,
        IncludedEventTypes = ["Microsoft.MachineLearningServices.ModelRegistered"],
    };

    private Task<EventSubscriptionState> SubscribeAsync(Func<EventSubscriptionDefinition, EventSubscriptionDefinition>? change = null) =>
        Azure.EventGrid.SubscribeAsync(change?.Invoke(Definition()) ?? Definition());

    private Task<Answer> PutModelAsync(int version = 1) => Arm.PutAsync($"{Arm.Primary}/models/m/versions/{version}", """{"properties":{"modelUri":"u"}}""");

    /// <summary>So many deliveries have reached the endpoint, and the simulator has drawn its conclusion from the last.</summary>
    private async Task ArrivedAsync(int count, SimulatedAzure? azure = null)
    {
        SimulatedAzure sender = azure ?? Azure;
        await Eventually.IsTrue(() => sender.Calls.Read(new CallQuery { Operation = "events:deliver" }).Count >= count, $"{count} deliveries are answered");
        Assert.Equal(count, Hook.Deliveries.Count);
        await Eventually.IsTrue(() => Clock.Waiting > 0 || sender.EventGrid.Subscriptions.All(state => state.Pending == 0), "a wait has begun or nothing is left");
    }

    private Task WaitingAsync() => Eventually.IsTrue(() => Clock.Waiting > 0, "a wait has begun");
}
