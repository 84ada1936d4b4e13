namespace AmlDr.Core.Policies;

/// <summary>How clients are turned from one side to the other. Every way that is named is used, in the order of the members here.</summary>
public sealed record TrafficPolicy
{
    /// <summary>Pairs of origins of Azure Front Door (Standard or Premium).</summary>
    public IReadOnlyList<OriginPair> FrontDoor { get; init; } = [];

    /// <summary>Pairs of endpoints of Traffic Manager.</summary>
    public IReadOnlyList<OriginPair> TrafficManager { get; init; } = [];

    /// <summary>Records of public DNS zones.</summary>
    public IReadOnlyList<DnsRecord> Dns { get; init; } = [];

    /// <summary>Any other resources, changed by a patch per side.</summary>
    public IReadOnlyList<ResourcePatch> Patches { get; init; } = [];
}
