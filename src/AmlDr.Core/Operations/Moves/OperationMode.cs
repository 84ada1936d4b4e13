namespace AmlDr.Core.Operations.Moves;

/// <summary>What an operation does.</summary>
public enum OperationMode
{
    /// <summary>Failover while the primary is alive: it is drained and synchronised a last time.</summary>
    Planned,

    /// <summary>Failover while the primary is presumed dead: nothing of it is needed.</summary>
    Unplanned,

    /// <summary>A failover without the switch, verified and then undone to exactly the state before.</summary>
    Drill,

    /// <summary>The way back to the primary.</summary>
    Failback,
}
