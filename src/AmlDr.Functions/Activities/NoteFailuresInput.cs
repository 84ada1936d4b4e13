using AmlDr.Azure.Sweeping;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="NoteFailures"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Items">The assets that failed or were refused, with the documents that they failed with.</param>
public sealed record NoteFailuresInput(string Pair, IReadOnlyList<SweepWorkItem> Items);
