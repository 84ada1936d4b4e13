namespace AmlDr.Functions.Operations;

/// <summary>How a stage ended.</summary>
/// <param name="Failed">The number of steps that failed.</param>
/// <param name="Pending">The number of steps that were not begun: because of those, or because the stage was stopped.</param>
public sealed record StageOutcome(int Failed, int Pending);
