using AmlDr.Core.Operations.Moves;

namespace AmlDr.Functions.Http;

/// <summary>The answer to an action on an operation.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="State">Its state then.</param>
/// <param name="Stage">The stage that it is at.</param>
public sealed record OperationMoved(string OperationId, OperationState State, OperationStage Stage);
