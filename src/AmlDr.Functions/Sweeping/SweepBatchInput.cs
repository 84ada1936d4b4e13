using AmlDr.Azure.Sweeping;

namespace AmlDr.Functions.Sweeping;

/// <summary>The input of <see cref="Orchestrations.SweepBatch"/>: a part of a work list, or assets that earlier batches did not wait for.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="WorkList">The name of the list in the control store; null for stragglers.</param>
/// <param name="Part">The number of the part.</param>
/// <param name="Stragglers">The assets that earlier batches did not wait for. These it waits for to their end.</param>
public sealed record SweepBatchInput(string Pair, string? WorkList, int Part, IReadOnlyList<SweepWorkItem> Stragglers);
