using AmlDr.Core.Assets;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>A step that is being carried out or undone.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Pair">The pair.</param>
/// <param name="Mode">The operation's mode.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Position">The step's position there.</param>
/// <param name="Step">The step.</param>
internal sealed record StepRun(string Operation, Pair Pair, OperationMode Mode, OperationStage Stage, int Position, PlanStep Step)
{
    /// <summary>Reaches the pair's sweep.</summary>
    public required ISweepControl Sweeps { get; init; }

    /// <summary>The side that is to serve.</summary>
    public PairSide Side => Mode == OperationMode.Failback ? PairSide.Primary : PairSide.Secondary;

    /// <summary>The workspace that is to serve.</summary>
    public WorkspaceId Target => Side == PairSide.Primary ? Pair.Primary : Pair.Secondary;

    /// <summary>The workspace that stops serving.</summary>
    public WorkspaceId Source => Side == PairSide.Primary ? Pair.Secondary : Pair.Primary;

    /// <summary>The asset that the step is about.</summary>
    public AssetId Asset => Step.Asset ?? throw new InvalidOperationException($"The step '{Step.Id}' names no asset.");

    /// <summary>What the step is about, when that is no asset.</summary>
    public string TargetName => Step.Target ?? throw new InvalidOperationException($"The step '{Step.Id}' names no target.");
}
