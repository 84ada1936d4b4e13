using AmlDr.Azure.Sweeping;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Deletes the work lists of a pair's sweeps, when no sweep needs one any more.</summary>
/// <param name="sweeps">The sweeps.</param>
public sealed class DeleteWorkLists(SweepStore sweeps)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When they are gone.</returns>
    [Function(nameof(DeleteWorkLists))]
    public Task RunAsync([ActivityTrigger] string pair, CancellationToken cancellationToken) =>
        sweeps.DeleteWorkListsAsync(pair, cancellationToken);
}
