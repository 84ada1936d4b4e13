namespace AmlDr.Core.Policies;

/// <summary>Two resources of which one gets the traffic.</summary>
/// <param name="Name">The name of this way, by which plans and reports call it.</param>
/// <param name="Primary">The resource identifier of what leads to the primary.</param>
/// <param name="Secondary">The resource identifier of what leads to the secondary.</param>
/// <param name="By">What turns the traffic.</param>
public sealed record OriginPair(string Name, string Primary, string Secondary, TrafficMethod By = TrafficMethod.Status);
