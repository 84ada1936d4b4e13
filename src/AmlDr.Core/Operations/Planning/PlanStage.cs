using AmlDr.Core.Operations.Moves;

namespace AmlDr.Core.Operations.Planning;

/// <summary>One stage of a plan.</summary>
public sealed record PlanStage
{
    /// <summary>The stage.</summary>
    public required OperationStage Stage { get; init; }

    /// <summary>The steps; none for a stage that decides.</summary>
    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>How long the stage may take, in seconds.</summary>
    public required double DeadlineSeconds { get; init; }

    /// <summary>How long it should take, in seconds: its slowest chain of steps, or what ARM's write limit makes of them.</summary>
    public double EstimatedSeconds { get; init; }

    /// <summary>True when somebody has to act in it.</summary>
    public bool NeedsHuman { get; init; }
}
