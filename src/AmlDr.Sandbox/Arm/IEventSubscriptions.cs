namespace AmlDr.Sandbox.Arm;

/// <summary>Hears of event subscriptions that are written and removed as resources.</summary>
internal interface IEventSubscriptions
{
    /// <summary>Makes the subscription deliver, after asking its endpoint. Returns why it cannot, null when it does.</summary>
    Task<OperationError?> WrittenAsync(StoredResource subscription, CancellationToken cancellationToken);

    /// <summary>Ends the subscription of this id, and those below it.</summary>
    void Removed(string id);
}
