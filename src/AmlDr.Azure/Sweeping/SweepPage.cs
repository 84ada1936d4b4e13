namespace AmlDr.Azure.Sweeping;

/// <summary>What the comparison of one page of containers found.</summary>
/// <param name="Seen">The versions that the primary holds.</param>
/// <param name="Differing">Those that the ledger or the secondary do not have as they are; their names stand in the work list.</param>
/// <param name="WorkList">The name of the work list in the control store; null when nothing differs.</param>
/// <param name="ContinuationToken">Where the comparison goes on; null at the end of the kind.</param>
public sealed record SweepPage(int Seen, int Differing, string? WorkList, string? ContinuationToken);
