using AmlDr.Azure.Sweeping;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="RecordSweep"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Summary">What the sweep did.</param>
public sealed record RecordSweepInput(string Pair, SweepSummary Summary);
