using AmlDr.Azure.Operations.Steps;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="AdvanceStep"/> and <see cref="UndoStep"/>.</summary>
/// <param name="Target">The step.</param>
/// <param name="Before">What the call before told; null for the first.</param>
public sealed record StepCall(StepTarget Target, StepProgress? Before);
