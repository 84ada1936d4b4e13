namespace AmlDr.Functions.Operations;

/// <summary>Steps that are begun together.</summary>
/// <param name="Stage">Their stage.</param>
/// <param name="StageInstance">The stage's orchestration.</param>
/// <param name="Positions">Their positions.</param>
/// <param name="LeastInterval">The least time between two looks at one.</param>
public sealed record StepBatch(StageInput Stage, string StageInstance, IReadOnlyList<int> Positions, TimeSpan LeastInterval);
