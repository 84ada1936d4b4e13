using AmlDr.Azure.Mirroring;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Looks at both sides of an asset as they are now and says what is to be done.</summary>
/// <param name="inspector">Does it.</param>
public sealed class InspectAsset(AssetInspector inspector)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(InspectAsset))]
    public Task<MirrorInspection> RunAsync([ActivityTrigger] InspectAssetInput input, CancellationToken cancellationToken) =>
        inspector.InspectAsync(input.Pair, input.Asset, input.IsReferenced, input.AreDependenciesSettled, cancellationToken);
}
