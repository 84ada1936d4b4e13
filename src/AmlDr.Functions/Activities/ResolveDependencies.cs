using AmlDr.Azure.Mirroring;
using AmlDr.Core.Dependencies;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Finds everything that an asset needs and that is not in the secondary yet, and the order to bring it in.</summary>
/// <param name="dependencies">Does it.</param>
public sealed class ResolveDependencies(DependencyReader dependencies)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The levels, or what stands in the way.</returns>
    [Function(nameof(ResolveDependencies))]
    public Task<DependencyResolution> RunAsync([ActivityTrigger] AssetTarget input, CancellationToken cancellationToken) =>
        dependencies.ResolveAsync(input.Pair, input.Asset, cancellationToken);
}
