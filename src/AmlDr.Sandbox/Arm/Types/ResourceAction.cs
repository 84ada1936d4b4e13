using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>A POST on a resource.</summary>
/// <param name="arm">The simulated Resource Manager.</param>
/// <param name="resource">The resource.</param>
/// <param name="call">The call.</param>
internal delegate SimResponse ResourceAction(ArmContext arm, StoredResource resource, CallContext call);
