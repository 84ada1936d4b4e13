namespace AmlDr.Core.Readiness;

/// <summary>One thing that a check found.</summary>
/// <param name="Verdict">What it says.</param>
/// <param name="Reason">Why, with the field and the values.</param>
/// <param name="Remedy">What to do about it; null when nothing is to be done.</param>
public sealed record ReadinessFinding(ReadinessVerdict Verdict, string Reason, string? Remedy);
