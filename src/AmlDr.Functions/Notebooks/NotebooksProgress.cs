using AmlDr.Azure.Notebooks;
using AmlDr.Core.Notebooks;

namespace AmlDr.Functions.Notebooks;

/// <summary>How far a pass over the notebooks has come. Shown to operators as the orchestration's custom status.</summary>
/// <param name="PassId">Its identifier.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Comparison">What the comparison of the shares found.</param>
/// <param name="NextUnit">The number of the share of work that comes next.</param>
/// <param name="Counts">What was copied so far, and what could not be.</param>
public sealed record NotebooksProgress(
    string PassId, DateTimeOffset StartedAt, NotebookComparison Comparison, int NextUnit, NotebookCounts Counts);
