namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="ApplyDeletions"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Kind">The kind.</param>
/// <param name="SweepId">The sweep.</param>
/// <param name="Part">The number of the part of its list of missing assets.</param>
public sealed record ApplyDeletionsInput(string Pair, string Kind, string SweepId, int Part);
