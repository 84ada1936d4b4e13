using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Mirroring;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Makes the secondary's online deployment scaled as the primary's is.</summary>
/// <param name="mirror">Does it.</param>
/// <param name="pairs">The pairs.</param>
public sealed class MirrorAutoscale(AutoscaleMirror mirror, PairRegistry pairs)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The deployment, which stands in the secondary.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What became of its setting.</returns>
    [Function(nameof(MirrorAutoscale))]
    public Task<AutoscaleResult> RunAsync([ActivityTrigger] AssetTarget input, CancellationToken cancellationToken) =>
        mirror.MirrorAsync(pairs[input.Pair], input.Asset, cancellationToken);
}
