using AmlDr.Azure.Sweeping;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Ends a sweep's manifest and deletes what is too old to be of use.</summary>
/// <param name="manifests">The manifests.</param>
public sealed class EndManifest(ISweepManifests manifests)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The sweep.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it is done.</returns>
    [Function(nameof(EndManifest))]
    public Task RunAsync([ActivityTrigger] EndManifestInput input, CancellationToken cancellationToken) =>
        manifests.EndAsync(input.Pair, input.SweepId, input.IsComplete, cancellationToken);
}
