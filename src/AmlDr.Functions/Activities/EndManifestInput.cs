namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="EndManifest"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="SweepId">The sweep.</param>
/// <param name="IsComplete">True when every kind was listed to its end.</param>
public sealed record EndManifestInput(string Pair, string SweepId, bool IsComplete);
