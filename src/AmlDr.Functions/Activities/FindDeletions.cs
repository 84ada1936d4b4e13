using AmlDr.Azure.Sweeping;
using AmlDr.Core.Deletions;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Finds what the ledger knows of a kind and a sweep did not see.</summary>
/// <param name="finder">Does it.</param>
public sealed class FindDeletions(DeletionFinder finder)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The kind.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The counts.</returns>
    [Function(nameof(FindDeletions))]
    public Task<KindPresence> RunAsync([ActivityTrigger] FindDeletionsInput input, CancellationToken cancellationToken) =>
        finder.FindAsync(input.Pair, input.Kind, input.SweepId, input.SweepStartedAt, input.ManifestPages, cancellationToken);
}
