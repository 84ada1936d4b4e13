using AmlDr.Azure.Sweeping;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>How a sweep is.</summary>
/// <param name="IsRunning">True while it is under way.</param>
/// <param name="Failure">Why it failed; null when it has not.</param>
/// <param name="Summary">What it did; null before its end, and when it failed.</param>
public sealed record SweepLook(bool IsRunning, string? Failure = null, SweepSummary? Summary = null);
