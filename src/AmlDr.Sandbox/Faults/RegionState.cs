namespace AmlDr.Sandbox.Faults;

/// <summary>Whether a region is up.</summary>
/// <param name="Name">The region.</param>
/// <param name="Down">True while it is lost.</param>
/// <param name="Mode">How it behaves while lost.</param>
public sealed record RegionState(string Name, bool Down, OutageMode Mode);
