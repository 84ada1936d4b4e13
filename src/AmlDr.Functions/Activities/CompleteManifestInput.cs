namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="CompleteManifest"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="SweepId">The sweep.</param>
/// <param name="Pages">The pages of its manifest by kind, for every kind that was listed to its end.</param>
public sealed record CompleteManifestInput(string Pair, string SweepId, IReadOnlyDictionary<string, int> Pages);
