using AmlDr.Sandbox.Access;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Files;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm;

/// <summary>What the parts of the simulated Resource Manager share.</summary>
internal sealed class ArmContext
{
    public required WorldTopology World { get; init; }

    public required SimulatedAzureOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required LongRunningOperations Operations { get; init; }

    public required IResourceEvents Events { get; init; }

    public required ResourceTypeTable Types { get; init; }

    public required ResourceStore Store { get; init; }

    /// <summary>The storage accounts' contents: what publishing copies, and uploads go to.</summary>
    public required SimulatedBlobs Blobs { get; init; }

    /// <summary>The storage accounts' file shares.</summary>
    public required SimulatedFiles Files { get; init; }

    public required IEventSubscriptions Subscriptions { get; init; }

    public required AccessControl Access { get; init; }

    public required RegionalCapacity Capacity { get; init; }

    public SoftDeletedResources SoftDeleted => field ??= new SoftDeletedResources(Clock);

    public ResourceGroups Groups { get; } = new();

    /// <summary>Ids that can never be used again. Guarded by the store's gate.</summary>
    public HashSet<string> Retired { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ResourceWriter Resources => field ??= new ResourceWriter(this);

    /// <summary>
    /// While true, writes that store a credential fail: a vault that Microsoft has failed over is read-only.
    /// </summary>
    public bool KeyVaultReadOnly { get; set; }

    /// <summary>The region that a resource's calls go to: that of the top-level resource above it. Null when it belongs to none.</summary>
    public string? RegionOf(ResourceAddress address) => Store.Find(address.Root)?.Location is { } location ? World.FindRegion(location)?.Name ?? location : null;

    /// <summary>The same for a stored resource.</summary>
    public string? RegionOf(StoredResource resource) => RegionOf(ResourceAddress.Of(resource.Id, Types));
}
