using AmlDr.Core.Operations.Moves;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Names a step of an operation.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Mode">The operation's mode.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Position">The step's position there.</param>
public sealed record StepTarget(string Pair, string Operation, OperationMode Mode, OperationStage Stage, int Position);
