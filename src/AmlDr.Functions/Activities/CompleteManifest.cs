using AmlDr.Azure.Catalog;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Makes a sweep's manifest the newest complete one, and deletes those that are too old to be of use.</summary>
/// <param name="manifests">The manifests.</param>
public sealed class CompleteManifest(ManifestStore manifests)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The sweep.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it is done.</returns>
    [Function(nameof(CompleteManifest))]
    public Task RunAsync([ActivityTrigger] CompleteManifestInput input, CancellationToken cancellationToken) =>
        manifests.CompleteAsync(input.Pair, input.SweepId, input.Pages, cancellationToken);
}
