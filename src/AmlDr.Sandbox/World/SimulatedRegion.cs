namespace AmlDr.Sandbox.World;

/// <summary>An Azure region of the simulated world.</summary>
/// <param name="Name">Name as used in resources, for example <c>westeurope</c>.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="PairedRegion">Name of the region it is paired with.</param>
/// <param name="Geography">The geography, for example <c>Europe</c>.</param>
public sealed record SimulatedRegion(string Name, string DisplayName, string PairedRegion, string Geography);
