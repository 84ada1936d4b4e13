namespace AmlDr.Core.Policies;

/// <summary>What turns the traffic between two origins or endpoints.</summary>
public enum TrafficMethod
{
    /// <summary>One is enabled, the other disabled.</summary>
    Status,

    /// <summary>Both stay enabled and swap their priorities: the service itself turns back when the preferred one does not answer its probes.</summary>
    Priority,

    /// <summary>Both stay enabled, one with weight 1000 and the other with 1, the least there is: one request in a thousand still goes there.</summary>
    Weight,
}
