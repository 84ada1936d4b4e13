using AmlDr.Azure.Notebooks;
using AmlDr.Functions.Notebooks;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Removes what interrupted copies of notebooks left behind.</summary>
/// <param name="copier">Does it.</param>
/// <param name="clock">The clock.</param>
public sealed class CleanNotebooks(NotebookCopier copier, TimeProvider clock)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The pass.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it is gone.</returns>
    [Function(nameof(CleanNotebooks))]
    public Task RunAsync([ActivityTrigger] NotebookUnitInput input, CancellationToken cancellationToken) =>
        copier.CleanAsync(input.Pair, clock.GetUtcNow(), cancellationToken);
}
