using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;

namespace AmlDr.Functions.Http;

/// <summary>A step of an operation as operators see it.</summary>
/// <param name="Id">Its identifier in the plan.</param>
/// <param name="Status">Its state.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="StartedAt">When it was first begun.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Detail">What it did.</param>
/// <param name="Reason">Why it failed or was done without.</param>
public sealed record StepView(
    string Id, StepStatus Status, int Attempts, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Detail, AssetReason? Reason);
