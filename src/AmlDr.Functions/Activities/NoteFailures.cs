using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Ledger;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Notes with which documents assets have failed: until these change, sweeps wait for the time of the next attempt.</summary>
/// <param name="ledger">The ledger.</param>
public sealed class NoteFailures(LedgerStore ledger)
{
    private const int ParallelWrites = 8;

    /// <summary>Runs the activity.</summary>
    /// <param name="input">The assets.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it is noted.</returns>
    [Function(nameof(NoteFailures))]
    public Task RunAsync([ActivityTrigger] NoteFailuresInput input, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            input.Items,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                // Nobody fails without a record; one that has got on since is not said to have failed.
                if (await ledger.TryGetAsync(input.Pair, item.Asset, token) is not null)
                {
                    await ledger.UpdateAsync(input.Pair, item.Asset, standing => Note(standing!, item), token);
                }
            });

    private static AssetRecord Note(AssetRecord standing, SweepWorkItem item) =>
        standing.State is AssetState.Failed or AssetState.Refused ? standing with { FailedFingerprint = item.Fingerprint } : standing;
}
