namespace AmlDr.Core.Evidence;

/// <summary>Something that was looked at before and after, such as the side that a DNS record leads to.</summary>
/// <param name="Name">What.</param>
/// <param name="Before">How it was; null when it was not looked at, or could not be.</param>
/// <param name="After">How it is.</param>
/// <param name="MustBeEqual">True when it had to be after as it was before, as everything in a drill.</param>
public sealed record EvidenceCondition(string Name, string? Before = null, string? After = null, bool MustBeEqual = false);
