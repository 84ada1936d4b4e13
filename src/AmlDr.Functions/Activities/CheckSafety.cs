using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Execution;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Activities;

/// <summary>Takes the pair's lease for an operation, should the request have lost it, and asks the safety rules once more.</summary>
/// <param name="operations">The operations.</param>
/// <param name="lease">The lease.</param>
public sealed class CheckSafety(OperationStore operations, PairLease lease)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>Why the operation must not go on; null when nothing stands against it.</returns>
    [Function(nameof(CheckSafety))]
    public async Task<string?> RunAsync(
        [ActivityTrigger] OperationInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        OperationRecord operation = await operations.GetAsync(input.Operation, cancellationToken);
        PairState state = await lease.TakeAsync(
            input.Pair, input.Operation, (other, token) => OperationStarter.HasStoppedAsync(client, input.Pair, other, token), cancellationToken);
        return SafetyRules.JudgeState(input.Pair, operation.Mode, state, input.Operation)?.Detail;
    }
}
