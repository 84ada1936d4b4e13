namespace AmlDr.Functions.Operations;

/// <summary>What a stage is told: that a step has ended, or that it is to begin no more.</summary>
/// <param name="Position">The step; -1 when it is about none.</param>
/// <param name="IsDone">True when the step is done, false when it failed.</param>
/// <param name="Stop">True to begin no more steps.</param>
public sealed record StageNews(int Position, bool IsDone, bool Stop = false);
