using AmlDr.Azure.Notebooks;
using AmlDr.Core.Notebooks;
using AmlDr.Functions.Notebooks;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Copies one share of the notebooks from file share to file share.</summary>
/// <param name="copier">Does it.</param>
public sealed class CopyNotebooks(NotebookCopier copier)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The share of work.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was done.</returns>
    [Function(nameof(CopyNotebooks))]
    public Task<NotebookCounts> RunAsync([ActivityTrigger] NotebookUnitInput input, CancellationToken cancellationToken) =>
        copier.CopyUnitAsync(input.Pair, input.PassId, input.Unit, cancellationToken);
}
