using System.Text.Json.Nodes;
using System.Threading.Channels;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>Delivers one subscription's events: at least once, in no promised order, with the published retries.</summary>
internal sealed class SubscriptionRunner
{
    private readonly BrokerContext _context;
    private readonly Channel<Delivery> _ready = Channel.CreateUnbounded<Delivery>();
    private readonly Lock _gate = new();
    private readonly List<Delivery> _held = [];
    private long _matched;
    private long _delivered;
    private long _attempts;
    private long _dropped;
    private long _deadLettered;
    private long _pending;
    private volatile string _state;

    public SubscriptionRunner(EventSubscriptionDefinition definition, BrokerContext context, string code, bool validated)
    {
        Definition = definition;
        Code = code;
        _context = context;
        _state = validated ? "Succeeded" : "AwaitingManualAction";
        context.Regions.Changed += OnRegionChanged;
        for (int i = 0; i < context.Options.Concurrency; i++)
            context.Background.Run(WorkAsync);
    }

    public EventSubscriptionDefinition Definition { get; }

    /// <summary>The validation code that the endpoint was sent.</summary>
    public string Code { get; }

    public EventSubscriptionState State => new()
    {
        Definition = Definition,
        ProvisioningState = _state,
        Matched = Interlocked.Read(ref _matched),
        Delivered = Interlocked.Read(ref _delivered),
        Attempts = Interlocked.Read(ref _attempts),
        Dropped = Interlocked.Read(ref _dropped),
        DeadLettered = Interlocked.Read(ref _deadLettered),
        Pending = Interlocked.Read(ref _pending),
    };

    /// <summary>Ends the wait for somebody to open the validation address.</summary>
    public bool TrySettle(bool validated) => Interlocked.CompareExchange(ref _state, validated ? "Succeeded" : "Failed", "AwaitingManualAction") == "AwaitingManualAction";

    public void Accept(GridEvent item)
    {
        if (_state != "Succeeded" || !Definition.Wants(item))
            return;
        Interlocked.Increment(ref _matched);
        DeliverySwitches switches = _context.Switches;
        double wait = switches.DelayMilliseconds;
        if (switches.ReorderProbability > 0 && _context.Random.NextDouble() < switches.ReorderProbability)
            wait += _context.Random.NextDouble() * switches.ReorderMilliseconds;
        DateTimeOffset now = _context.Clock.GetUtcNow();
        Enqueue(new Delivery { Event = item, PublishedAt = now }, wait);
        if (switches.DuplicateProbability > 0 && _context.Random.NextDouble() < switches.DuplicateProbability)
            Enqueue(new Delivery { Event = item, PublishedAt = now }, wait + (_context.Random.NextDouble() * switches.ReorderMilliseconds));
    }

    public void AcceptRaw(JsonNode body)
    {
        Interlocked.Increment(ref _matched);
        Enqueue(new Delivery { Raw = body.DeepClone(), PublishedAt = _context.Clock.GetUtcNow() }, 0);
    }

    /// <summary>Takes no more events; those that wait are forgotten.</summary>
    public void Stop()
    {
        _context.Regions.Changed -= OnRegionChanged;
        _state = "Deleted";
        _ready.Writer.TryComplete();
        while (_ready.Reader.TryRead(out _))
            Interlocked.Decrement(ref _pending);
    }

    private void Enqueue(Delivery delivery, double waitMilliseconds)
    {
        Interlocked.Increment(ref _pending);
        Schedule(delivery, TimeSpan.FromMilliseconds(waitMilliseconds));
    }

    private void Schedule(Delivery delivery, TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
        {
            Release(delivery);
            return;
        }

        _context.Background.Run(async stopping =>
        {
            await Task.Delay(wait, _context.Clock, stopping);
            Release(delivery);
        });
    }

    private void Release(Delivery delivery)
    {
        if (!_ready.Writer.TryWrite(delivery))
            Interlocked.Decrement(ref _pending);
    }

    private void OnRegionChanged(RegionState region)
    {
        if (region.Down)
            return;
        Delivery[] free;
        lock (_gate)
        {
            free = [.. _held.Where(delivery => !_context.Regions.IsDown(delivery.Region))];
            _held.RemoveAll(free.Contains);
        }

        foreach (Delivery delivery in free)
            Release(delivery);
    }

    /// <summary>Keeps the event back while its region is lost. False when the region is up.</summary>
    private bool TryHold(Delivery delivery)
    {
        lock (_gate)
        {
            // Asked under the lock: a region that returns afterwards finds the event among those held.
            if (!_context.Regions.IsDown(delivery.Region))
                return false;
            _held.Add(delivery);
            return true;
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (Delivery first in _ready.Reader.ReadAllAsync(stopping))
        {
            List<Delivery> batch = [.. Gather(first).Where(delivery => !TryHold(delivery) && !TryExpire(delivery))];
            if (batch.Count > 0)
                await DeliverAsync(batch, stopping);
        }
    }

    private List<Delivery> Gather(Delivery first)
    {
        List<Delivery> batch = [first];
        if (first.Event is null)
            return batch;
        int size = Size(first);
        while (batch.Count < Definition.MaxEventsPerBatch && _ready.Reader.TryPeek(out Delivery? next) && next.Event is not null)
        {
            size += Size(next);
            if (size > Definition.PreferredBatchSizeInKilobytes * 1024 || !_ready.Reader.TryRead(out next))
                break;
            batch.Add(next);
        }

        return batch;
    }

    private int Size(Delivery delivery) => delivery.Event!.ToJson(Definition.Schema).ToJsonString(Wire.Json).Length;

    private bool TryExpire(Delivery delivery)
    {
        TimeSpan life = _context.Scaled(TimeSpan.FromMinutes(Definition.EventTimeToLiveInMinutes));
        if (delivery.Attempts == 0 || _context.Clock.GetUtcNow() - delivery.PublishedAt < life)
            return false;
        GiveUp(delivery, "TimeToLiveExceeded");
        return true;
    }

    private async Task DeliverAsync(List<Delivery> batch, CancellationToken stopping)
    {
        (JsonNode body, string contentType) = Compose(batch);
        Interlocked.Increment(ref _attempts);
        DateTimeOffset now = _context.Clock.GetUtcNow();
        (int status, _) = await _context.Client.PostAsync(Definition, batch[0].Region, body, contentType, "Notification", stopping);
        foreach (Delivery delivery in batch)
        {
            delivery.Attempts++;
            delivery.LastAttemptAt = now;
            delivery.LastStatus = status;
            if (status is >= 200 and <= 204)
            {
                Interlocked.Increment(ref _delivered);
                Interlocked.Decrement(ref _pending);
            }
            else if (RetrySchedule.IsFinal(status))
            {
                // How the service words this case is not published.
                GiveUp(delivery, "UndeliverableDueToClientError");
            }
            else if (delivery.Attempts >= Definition.MaxDeliveryAttempts)
            {
                GiveUp(delivery, "MaxDeliveryAttemptsExceeded");
            }
            else
            {
                double jitter = 1 + (_context.Random.NextDouble() * 0.1);
                Schedule(delivery, _context.Scaled(RetrySchedule.After(delivery.Attempts, status)) * jitter);
            }
        }
    }

    private (JsonNode Body, string ContentType) Compose(List<Delivery> batch)
    {
        bool cloud = Definition.Schema == EventSchema.CloudEventSchemaV1_0;
        if (batch[0].Raw is { } raw)
        {
            return (raw.DeepClone(), !cloud ? "application/json; charset=utf-8"
                : raw is JsonArray ? "application/cloudevents-batch+json; charset=utf-8" : "application/cloudevents+json; charset=utf-8");
        }

        if (cloud && Definition.MaxEventsPerBatch == 1)
            return (batch[0].Event!.ToJson(Definition.Schema), "application/cloudevents+json; charset=utf-8");
        JsonArray events = new([.. batch.Select(delivery => (JsonNode)delivery.Event!.ToJson(Definition.Schema))]);
        return (events, cloud ? "application/cloudevents-batch+json; charset=utf-8" : "application/json; charset=utf-8");
    }

    private void GiveUp(Delivery delivery, string reason)
    {
        if (Definition.DeadLetter is not { } target)
        {
            Interlocked.Increment(ref _dropped);
            Interlocked.Decrement(ref _pending);
            return;
        }

        _context.Background.Run(async stopping =>
        {
            await Task.Delay(_context.Scaled(RetrySchedule.BeforeDeadLetter), _context.Clock, stopping);
            string name = DeadLetterRecord.BlobName(Definition, _context.Clock.GetUtcNow());
            bool written = _context.WriteDeadLetter(target.Account, target.Container, name, DeadLetterRecord.Write(Definition, delivery, reason));
            Interlocked.Increment(ref written ? ref _deadLettered : ref _dropped);
            Interlocked.Decrement(ref _pending);
        });
    }
}
