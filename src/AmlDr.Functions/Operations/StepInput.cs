using AmlDr.Azure.Operations.Steps;

namespace AmlDr.Functions.Operations;

/// <summary>The input of <see cref="Orchestrations.FailOverStep"/>.</summary>
/// <param name="Target">The step.</param>
/// <param name="IsUndo">True to undo it.</param>
/// <param name="DeadlineAt">When it is no longer waited for.</param>
/// <param name="Stage">The orchestration that is told how it ended.</param>
/// <param name="LeastInterval">The least time between two looks: many steps share ARM's limit of reads.</param>
public sealed record StepInput(StepTarget Target, bool IsUndo, DateTimeOffset DeadlineAt, string Stage, TimeSpan LeastInterval);
