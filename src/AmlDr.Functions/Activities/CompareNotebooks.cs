using AmlDr.Azure.Notebooks;
using AmlDr.Functions.Notebooks;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Compares the notebooks' shares by their listings.</summary>
/// <param name="comparer">Does it.</param>
public sealed class CompareNotebooks(NotebookComparer comparer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The pass.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was found; null when there is nothing to do.</returns>
    [Function(nameof(CompareNotebooks))]
    public Task<NotebookComparison?> RunAsync([ActivityTrigger] NotebookUnitInput input, CancellationToken cancellationToken) =>
        comparer.CompareAsync(input.Pair, input.PassId, cancellationToken);
}
