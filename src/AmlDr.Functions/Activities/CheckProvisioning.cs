using AmlDr.Azure.Mirroring;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Looks how far a write in the secondary is that goes on after its answer.</summary>
/// <param name="watcher">Does it.</param>
public sealed class CheckProvisioning(ProvisioningWatcher watcher)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset and the operation.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>How far it is.</returns>
    [Function(nameof(CheckProvisioning))]
    public Task<ProvisioningStatus> RunAsync([ActivityTrigger] CheckProvisioningInput input, CancellationToken cancellationToken) =>
        watcher.CheckAsync(input.Pair, input.Asset, input.Operation, input.IsOverdue, cancellationToken);
}
