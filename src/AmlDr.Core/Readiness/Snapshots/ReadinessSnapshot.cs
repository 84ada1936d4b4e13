using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>Everything that the readiness checks judge, read once. Documents stand as Azure Resource Manager returned them.</summary>
public sealed record ReadinessSnapshot
{
    /// <summary>The pair.</summary>
    public required Pair Pair { get; init; }

    /// <summary>When the reading began.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The primary.</summary>
    public required SideSnapshot Primary { get; init; }

    /// <summary>The secondary.</summary>
    public required SideSnapshot Secondary { get; init; }

    /// <summary>The regions that the subscription knows, with their pairs.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> Regions { get; init; }

    /// <summary>AML registries in the resource groups of both workspaces, and the one that the policy names wherever it is.</summary>
    public required Reading<IReadOnlyList<AssetDocument>> AmlRegistries { get; init; }

    /// <summary>Soft-deleted workspaces in the resource groups of both workspaces.</summary>
    public required Reading<IReadOnlyList<DeletedWorkspace>> DeletedWorkspaces { get; init; }

    /// <summary>The search of the secondary for identifiers of the primary.</summary>
    public required Reading<ReferenceScan> References { get; init; }

    /// <summary>What the control store knows of the mirror.</summary>
    public required Reading<MirrorState> Mirror { get; init; }

    /// <summary>Resources around the workspaces, by identifier in any case.</summary>
    public required IReadOnlyDictionary<string, Reading<AssetDocument>> Resources { get; init; }

    /// <summary>Lists around the workspaces, by address in any case, such as <c>{registry}/replications</c>.</summary>
    public required IReadOnlyDictionary<string, Reading<IReadOnlyList<AssetDocument>>> Lists { get; init; }

    /// <summary>Both sides.</summary>
    public IEnumerable<SideSnapshot> Sides => [Primary, Secondary];

    /// <summary>Gives a resource.</summary>
    /// <param name="resourceId">Its identifier, in any case.</param>
    /// <returns>The reading; one that says so when nobody tried.</returns>
    public Reading<AssetDocument> Resource(string resourceId) =>
        Resources.TryGetValue(resourceId, out Reading<AssetDocument>? reading) ? reading : Reading.NotAsked<AssetDocument>($"the resource {resourceId}");

    /// <summary>Gives a list.</summary>
    /// <param name="address">Its address, in any case.</param>
    /// <returns>The reading; one that says so when nobody tried.</returns>
    public Reading<IReadOnlyList<AssetDocument>> List(string address) =>
        Lists.TryGetValue(address, out Reading<IReadOnlyList<AssetDocument>>? reading)
            ? reading
            : Reading.NotAsked<IReadOnlyList<AssetDocument>>($"the list {address}");
}
