using AmlDr.Azure.Sweeping;

namespace AmlDr.Functions.Sweeping;

/// <summary>What a sweep did about what the primary has deleted.</summary>
/// <param name="Recorded">The assets that were recorded as deleted in the primary, by kind.</param>
/// <param name="Finding">What an operator must confirm; null when there is nothing of the kind.</param>
/// <param name="Failed">The assets that could not be archived or deleted, or not in time.</param>
public sealed record SweepDeletionsResult(IReadOnlyDictionary<string, int> Recorded, SweepFinding? Finding, int Failed);
