namespace AmlDr.Sandbox.EventGrid;

/// <summary>An event subscription as it is asked for.</summary>
public sealed record EventSubscriptionDefinition
{
    /// <summary>The subscription's name.</summary>
    public required string Name { get; init; }

    /// <summary>For a subscription made as a resource: its ARM id, which it is known by. Names need not be unique among those.</summary>
    internal string? ResourceId { get; init; }

    /// <summary>ARM id of the source: a workspace for model events, the resource group for resource events.</summary>
    public required string Topic { get; init; }

    /// <summary>The webhook. It is asked for consent before the subscription stands.</summary>
    public required Uri EndpointUrl { get; init; }

    /// <summary>Event types to deliver; null for all.</summary>
    public IReadOnlyList<string>? IncludedEventTypes { get; init; }

    /// <summary>Only events whose subject begins so; null for all.</summary>
    public string? SubjectBeginsWith { get; init; }

    /// <summary>The form of delivery.</summary>
    public EventSchema Schema { get; init; } = EventSchema.EventGridSchema;

    /// <summary>Events in one delivery at most, 1 to 5,000.</summary>
    public int MaxEventsPerBatch { get; init; } = 1;

    /// <summary>Size of a delivery that is aimed at, 1 to 1,024 KB.</summary>
    public int PreferredBatchSizeInKilobytes { get; init; } = 64;

    /// <summary>Attempts at most, 1 to 30.</summary>
    public int MaxDeliveryAttempts { get; init; } = 30;

    /// <summary>Life of an undelivered event, 1 to 1,440 minutes (scaled).</summary>
    public int EventTimeToLiveInMinutes { get; init; } = 1440;

    /// <summary>Where undeliverable events go; null drops them.</summary>
    public DeadLetterTarget? DeadLetter { get; init; }

    /// <summary>Says what is wrong with the definition, one sentence per mistake.</summary>
    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return "'name' is empty.";
        if (string.IsNullOrWhiteSpace(Topic) || !Topic.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            yield return $"'topic' is '{Topic}'; it must be an ARM id.";
        if (EndpointUrl is null || !EndpointUrl.IsAbsoluteUri || EndpointUrl.Scheme is not ("http" or "https"))
            yield return $"'endpointUrl' is '{EndpointUrl}'; it must be an absolute http or https address.";
        if (MaxEventsPerBatch is < 1 or > 5000)
            yield return $"'maxEventsPerBatch' is {MaxEventsPerBatch}; it must be 1 to 5000.";
        if (PreferredBatchSizeInKilobytes is < 1 or > 1024)
            yield return $"'preferredBatchSizeInKilobytes' is {PreferredBatchSizeInKilobytes}; it must be 1 to 1024.";
        if (MaxDeliveryAttempts is < 1 or > 30)
            yield return $"'maxDeliveryAttempts' is {MaxDeliveryAttempts}; it must be 1 to 30.";
        if (EventTimeToLiveInMinutes is < 1 or > 1440)
            yield return $"'eventTimeToLiveInMinutes' is {EventTimeToLiveInMinutes}; it must be 1 to 1440.";
    }

    /// <summary>What the broker knows the subscription by.</summary>
    internal string Key => ResourceId ?? Name;

    internal bool Wants(GridEvent item) =>
        Topic.TrimEnd('/').Equals(item.Topic, StringComparison.OrdinalIgnoreCase)
        && (IncludedEventTypes is null || IncludedEventTypes.Count == 0 || IncludedEventTypes.Contains(item.Type, StringComparer.OrdinalIgnoreCase))
        && (SubjectBeginsWith is null || item.Subject.StartsWith(SubjectBeginsWith, StringComparison.OrdinalIgnoreCase));
}
