namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="FindDeletions"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Kind">The kind.</param>
/// <param name="SweepId">The sweep.</param>
/// <param name="SweepStartedAt">When it began.</param>
/// <param name="ManifestPages">The pages of its manifest.</param>
public sealed record FindDeletionsInput(string Pair, string Kind, string SweepId, DateTimeOffset SweepStartedAt, int ManifestPages);
