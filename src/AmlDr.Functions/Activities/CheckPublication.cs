using AmlDr.Azure.Registries;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Looks how far a publication to a registry is.</summary>
/// <param name="transport">Does it.</param>
public sealed class CheckPublication(RegistryTransport transport)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset and the operation.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>How far it is.</returns>
    [Function(nameof(CheckPublication))]
    public Task<RegistryPublication> RunAsync([ActivityTrigger] CheckProvisioningInput input, CancellationToken cancellationToken) =>
        transport.CheckAsync(input.Pair, input.Asset, input.Operation, input.IsOverdue, cancellationToken);
}
