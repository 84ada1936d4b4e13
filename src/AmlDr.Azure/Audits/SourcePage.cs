namespace AmlDr.Azure.Audits;

/// <summary>A page of what is compared.</summary>
/// <param name="Groups">The groups.</param>
/// <param name="ContinuationToken">Where to go on; null at the end.</param>
internal sealed record SourcePage(IReadOnlyList<SourceGroup> Groups, string? ContinuationToken);
