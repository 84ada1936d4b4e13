namespace AmlDr.Core.Policies;

/// <summary>How ready an endpoint or deployment stands in the secondary. The words are those of the AML high availability article.</summary>
public enum Tier
{
    /// <summary>Running in both regions, with the same capacity.</summary>
    Hot,

    /// <summary>Deployed in the secondary, scaled down.</summary>
    Warm,

    /// <summary>Not deployed; its definition and everything that it needs are there, and it is created at failover.</summary>
    Cold,
}
