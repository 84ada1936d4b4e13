using AmlDr.Azure.Registries;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Publishes an asset of the primary to the registry that the policy names.</summary>
/// <param name="transport">Does it.</param>
public sealed class PublishAsset(RegistryTransport transport)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>How far it is.</returns>
    [Function(nameof(PublishAsset))]
    public Task<RegistryPublication> RunAsync([ActivityTrigger] AssetTarget input, CancellationToken cancellationToken) =>
        transport.PublishAsync(input.Pair, input.Asset, cancellationToken);
}
