namespace AmlDr.Azure.Catalog;

/// <summary>A complete manifest: everything that one sweep saw in the primary.</summary>
/// <param name="SweepId">The sweep.</param>
/// <param name="CompletedAt">When its manifest was completed.</param>
/// <param name="Pages">The number of its pages by kind. A kind that is missing was not listed; one with no pages was, and had nothing.</param>
public sealed record ManifestHead(string SweepId, DateTimeOffset CompletedAt, IReadOnlyDictionary<string, int> Pages);
