using AmlDr.Azure.Operations.Steps;
using AmlDr.Core.Ledger;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="RecordStepFailure"/> and <see cref="PassOverStep"/>.</summary>
/// <param name="Target">The step.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsUndo">True when it could not be undone.</param>
public sealed record StepFailure(StepTarget Target, AssetReason Reason, bool IsUndo = false);
