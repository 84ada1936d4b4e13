using AmlDr.Core.Notebooks;

namespace AmlDr.Azure.Notebooks;

/// <summary>What the comparison of the two shares found.</summary>
/// <param name="Share">The share's name.</param>
/// <param name="Files">The files in the primary.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Differing">Those that the secondary lacks or has otherwise; they are written down for the copy.</param>
/// <param name="Extra">The secondary's files that the primary does not have (any more); they are kept.</param>
/// <param name="UnitCount">The number of shares of work that the differing ones were cut into.</param>
/// <param name="Failures">Directories that could not be read or made.</param>
public sealed record NotebookComparison(
    string Share, int Files, long Bytes, int Differing, int Extra, int UnitCount, NotebookCounts Failures);
