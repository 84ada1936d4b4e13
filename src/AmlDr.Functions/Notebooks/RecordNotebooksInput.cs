using AmlDr.Azure.Notebooks;
using AmlDr.Core.Ledger;
using AmlDr.Core.Notebooks;

namespace AmlDr.Functions.Notebooks;

/// <summary>The input of <see cref="Activities.RecordNotebooks"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="PassId">The pass.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Comparison">What the comparison found; null when there was none.</param>
/// <param name="Counts">What was copied, and what could not be.</param>
/// <param name="Reason">Why it ended early or had nothing to do; null otherwise.</param>
public sealed record RecordNotebooksInput(
    string Pair, string PassId, DateTimeOffset StartedAt, NotebookComparison? Comparison, NotebookCounts Counts, AssetReason? Reason = null);
