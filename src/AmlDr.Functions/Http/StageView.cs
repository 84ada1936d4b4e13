using AmlDr.Core.Operations.Moves;

namespace AmlDr.Functions.Http;

/// <summary>A stage of an operation as operators see it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="StartedAt">When its first step began; null before, or without steps.</param>
/// <param name="EndedAt">When its last step ended; null before.</param>
/// <param name="EstimatedSeconds">How long it should take.</param>
/// <param name="Steps">The number of steps by state.</param>
/// <param name="Shown">Steps by name.</param>
public sealed record StageView(
    OperationStage Stage, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, double EstimatedSeconds, IReadOnlyDictionary<string, int> Steps,
    IReadOnlyList<StepView> Shown);
