namespace AmlDr.Functions.Notebooks;

/// <summary>The input of <see cref="Activities.CopyNotebooks"/> and <see cref="Activities.CompareNotebooks"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="PassId">The pass.</param>
/// <param name="Unit">The number of the share of work; 0 for the comparison.</param>
public sealed record NotebookUnitInput(string Pair, string PassId, int Unit = 0);
