using AmlDr.Azure.Mirroring;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Sets the first key of an endpoint in the secondary that is not the primary's.</summary>
/// <param name="aligner">Does it.</param>
public sealed class AlignKeys(KeyAligner aligner)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The endpoint.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>How that went; null when no key differs.</returns>
    [Function(nameof(AlignKeys))]
    public Task<AssetRegistration?> RunAsync([ActivityTrigger] AssetTarget input, CancellationToken cancellationToken) =>
        aligner.AlignAsync(input.Pair, input.Asset, cancellationToken);
}
