using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Moves;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="MoveOperation"/>.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Stage">The stage that the orchestration believes it at.</param>
/// <param name="Move">The move.</param>
public sealed record MoveOperationInput(string Operation, OperationStage Stage, OperationMoveRequest Move);
