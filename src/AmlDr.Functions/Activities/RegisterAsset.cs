using AmlDr.Azure.Mirroring;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Writes an asset's document in the secondary.</summary>
/// <param name="registrar">Does it.</param>
public sealed class RegisterAsset(AssetRegistrar registrar)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>How it went.</returns>
    [Function(nameof(RegisterAsset))]
    public Task<AssetRegistration> RunAsync([ActivityTrigger] AssetTarget input, CancellationToken cancellationToken) =>
        registrar.RegisterAsync(input.Pair, input.Asset, cancellationToken);
}
