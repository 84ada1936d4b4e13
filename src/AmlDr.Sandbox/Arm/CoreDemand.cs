namespace AmlDr.Sandbox.Arm;

/// <summary>Cores that a resource holds of its region's quota.</summary>
/// <param name="Region">The region.</param>
/// <param name="Family">The family of virtual machines, for example <c>standardDSv2Family</c>.</param>
/// <param name="Size">The size of virtual machine.</param>
/// <param name="Cores">How many cores.</param>
/// <param name="LowPriority">Whether they count against the low-priority quota.</param>
internal sealed record CoreDemand(string Region, string Family, string Size, int Cores, bool LowPriority);
