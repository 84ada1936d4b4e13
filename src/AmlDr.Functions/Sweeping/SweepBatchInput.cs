namespace AmlDr.Functions.Sweeping;

/// <summary>The input of <see cref="Orchestrations.SweepBatch"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="WorkList">The name of the list of assets in the control store.</param>
/// <param name="Start">The position of the first asset that is still to be done.</param>
/// <param name="Counts">What was done before, under an earlier history.</param>
public sealed record SweepBatchInput(string Pair, string WorkList, int Start, SweepCounts Counts);
