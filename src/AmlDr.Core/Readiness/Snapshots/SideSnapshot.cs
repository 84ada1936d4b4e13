using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>One workspace of a pair, what it holds as far as readiness asks, and its region.</summary>
public sealed record SideSnapshot
{
    /// <summary><c>primary</c> or <c>secondary</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Where the workspace stands.</summary>
    public required WorkspaceId Id { get; init; }

    /// <summary>The workspace.</summary>
    public required Reading<AssetDocument> Workspace { get; init; }

    /// <summary>Its datastores.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> Datastores { get; init; }

    /// <summary>Its computes.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> Computes { get; init; }

    /// <summary>Private endpoint connections that lead into it.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> PrivateEndpointConnections { get; init; }

    /// <summary>Outbound rules of its managed network; empty when it has none.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> OutboundRules { get; init; }

    /// <summary>Its online endpoints.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> OnlineEndpoints { get; init; }

    /// <summary>The deployments of all its online endpoints.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> OnlineDeployments { get; init; }

    /// <summary>Its batch endpoints.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> BatchEndpoints { get; init; }

    /// <summary>The deployments of all its batch endpoints.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> BatchDeployments { get; init; }

    /// <summary>Names of its jobs that have not ended. Asked of the primary alone.</summary>
    public required Reading<IReadOnlyList<string>> RunningJobs { get; init; }

    /// <summary>Autoscale settings in its resource group.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> AutoscaleSettings { get; init; }

    /// <summary>Quota and use of its region, <c>usages</c>. Asked of the secondary alone.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> Usages { get; init; }

    /// <summary>Sizes of virtual machines of its region, <c>vmSizes</c>. Asked of the secondary alone.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> Sizes { get; init; }
}
