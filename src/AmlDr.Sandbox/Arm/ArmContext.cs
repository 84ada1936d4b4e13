using AmlDr.Sandbox.Arm.Types;
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

    public ResourceStore Store { get; } = new();

    public ResourceTypeTable Types { get; } = new();

    public SoftDeletedWorkspaces SoftDeleted { get; } = new();

    public ResourceWriter Resources => field ??= new ResourceWriter(this);

    /// <summary>
    /// While true, writes that store a credential fail: a vault that Microsoft has failed over is read-only.
    /// </summary>
    public bool KeyVaultReadOnly { get; set; }
}
