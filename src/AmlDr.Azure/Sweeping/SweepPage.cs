namespace AmlDr.Azure.Sweeping;

/// <summary>What the comparison of one page found.</summary>
/// <param name="Seen">The assets that the primary holds.</param>
/// <param name="Differing">Those that the ledger or the secondary do not have as they are; they stand in the work list.</param>
/// <param name="Deferred">Those that failed before, have not changed since, and wait for the time of their next attempt.</param>
/// <param name="WorkList">The name of the work list in the control store; null when nothing differs.</param>
/// <param name="ContinuationToken">Where the comparison goes on; null at the end of the kind.</param>
/// <param name="ManifestPages">How many pages of the manifest were written.</param>
/// <param name="Finding">Why the kind could not be listed on both sides; null when it could.</param>
public sealed record SweepPage(
    int Seen, int Differing, int Deferred, string? WorkList, string? ContinuationToken, int ManifestPages = 0, SweepFinding? Finding = null);
