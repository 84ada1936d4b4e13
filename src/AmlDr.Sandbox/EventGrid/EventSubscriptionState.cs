namespace AmlDr.Sandbox.EventGrid;

/// <summary>An event subscription as it stands.</summary>
public sealed record EventSubscriptionState
{
    /// <summary>What was asked for.</summary>
    public required EventSubscriptionDefinition Definition { get; init; }

    /// <summary><c>Succeeded</c>, or <c>AwaitingManualAction</c> until somebody opens the validation address, then <c>Failed</c> after ten minutes (scaled).</summary>
    public required string ProvisioningState { get; init; }

    /// <summary>Events that matched.</summary>
    public long Matched { get; init; }

    /// <summary>Events that an endpoint accepted.</summary>
    public long Delivered { get; init; }

    /// <summary>Requests made to the endpoint.</summary>
    public long Attempts { get; init; }

    /// <summary>Events given up and dropped.</summary>
    public long Dropped { get; init; }

    /// <summary>Events given up and written to the dead-letter container.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Events waiting: for a first delivery, a retry, or their region.</summary>
    public long Pending { get; init; }
}
