namespace AmlDr.Core.Evidence;

/// <summary>What was planned.</summary>
/// <param name="MadeAt">When the plan was made.</param>
/// <param name="Steps">How many steps it has.</param>
/// <param name="EstimatedMilliseconds">How long it was to take.</param>
/// <param name="Unavailable">What was known to be unavailable afterwards, and why.</param>
/// <param name="Warnings">What staff was warned of.</param>
public sealed record EvidencePlan(
    DateTimeOffset MadeAt, int Steps, long EstimatedMilliseconds, IReadOnlyList<EvidenceException> Unavailable, IReadOnlyList<string> Warnings);
