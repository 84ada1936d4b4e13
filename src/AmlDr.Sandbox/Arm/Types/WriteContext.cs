using System.Text.Json.Nodes;
using AmlDr.Sandbox.Identity;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>What a type's own rules see of a write.</summary>
/// <param name="Arm">The simulated Resource Manager.</param>
/// <param name="Address">The resource written.</param>
/// <param name="Parent">The stored parent, null for a top-level resource.</param>
/// <param name="Existing">Body of the resource as it is, null when the write creates it.</param>
/// <param name="Caller">Who writes.</param>
internal sealed record WriteContext(ArmContext Arm, ResourceAddress Address, StoredResource? Parent, JsonObject? Existing, CallerIdentity Caller)
{
    /// <summary>Region of the top-level resource above (or of the resource itself, when it is top-level and exists).</summary>
    public string? Region => Arm.RegionOf(Address);
}
