namespace AmlDr.Sandbox.App;

/// <summary>What an operation did without.</summary>
/// <param name="Step">The step; null for an asset that could not be planned.</param>
/// <param name="About">What it is about.</param>
/// <param name="Reason">Why.</param>
public sealed record AppOmission(string? Step, string About, AppReason Reason);
