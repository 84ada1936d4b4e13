using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Looks where an operation is.</summary>
/// <param name="operations">The operations.</param>
/// <param name="pairs">The pairs.</param>
/// <param name="policies">How operations are run.</param>
public sealed class ReadOperation(OperationStore operations, PairRegistry pairs, IOperationPolicies policies)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The operation.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>Where it is.</returns>
    [Function(nameof(ReadOperation))]
    public async Task<OperationCursor> RunAsync([ActivityTrigger] OperationInput input, CancellationToken cancellationToken)
    {
        OperationRecord operation = await operations.GetAsync(input.Operation, cancellationToken);
        OperationPolicy policy = policies.Of(pairs[operation.Pair]);
        bool isApproved = operation.Audit.Any(entry => entry.Action == nameof(OperationMove.Approve));
        string? lastWord = operation.Audit.LastOrDefault(entry => entry.Action is nameof(OperationMove.Retry) or nameof(OperationMove.Skip))?.Action;
        OperationStage timed = operation.State == OperationState.Cancelling ? OperationStage.Restore : operation.Stage;
        return new OperationCursor(
            operation.State, operation.Stage, operation.Mode, operation.Round, operation.StageStartedAt + policy.DeadlineOf(timed),
            policy.Approvals.Contains(operation.Mode) && !isApproved, lastWord == nameof(OperationMove.Retry));
    }
}
