namespace AmlDr.Functions.Operations;

/// <summary>Steps that are begun together.</summary>
/// <param name="Stage">Their stage.</param>
/// <param name="StageInstance">The stage's orchestration.</param>
/// <param name="Positions">Their positions.</param>
/// <param name="AtWork">The number of steps that are at work then: all of them are looked at from time to time.</param>
public sealed record StepBatch(StageInput Stage, string StageInstance, IReadOnlyList<int> Positions, int AtWork);
