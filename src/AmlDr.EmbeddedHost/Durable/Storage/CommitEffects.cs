using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>What the rest of the engine must know once a transaction is durable.</summary>
internal sealed class CommitEffects
{
    /// <summary>Instances that have a message to process now.</summary>
    public List<long> Wake { get; } = [];

    /// <summary>Instances that an operator lets go on.</summary>
    public List<long> Unparked { get; } = [];

    /// <summary>Activities that wait to be run.</summary>
    public List<ActivityItem> Activities { get; } = [];

    /// <summary>Instances whose status changed, with the new one.</summary>
    public List<(string InstanceId, InstanceStatus Status)> StatusChanges { get; } = [];

    /// <summary>The earliest time at which a message of this transaction falls due.</summary>
    public DateTime? NextDue { get; private set; }

    public void DueAt(DateTime due) => NextDue = NextDue is { } known && known <= due ? known : due;

    public void Clear()
    {
        Wake.Clear();
        Unparked.Clear();
        Activities.Clear();
        StatusChanges.Clear();
        NextDue = null;
    }
}
