namespace AmlDr.Functions.Activities;

/// <summary>Which sides of a pair answer.</summary>
/// <param name="Primary">Why the primary does not; null when it does.</param>
/// <param name="Secondary">Why the secondary does not; null when it does.</param>
public sealed record SidesFound(string? Primary, string? Secondary);
