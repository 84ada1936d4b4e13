using AmlDr.Azure.Operations.Stores;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Gives a pair's lease back.</summary>
/// <param name="lease">The lease.</param>
public sealed class ReleaseLease(PairLease lease)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The operation.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the pair is free.</returns>
    [Function(nameof(ReleaseLease))]
    public Task RunAsync([ActivityTrigger] OperationInput input, CancellationToken cancellationToken) =>
        lease.ReleaseAsync(input.Pair, input.Operation, cancellationToken);
}
