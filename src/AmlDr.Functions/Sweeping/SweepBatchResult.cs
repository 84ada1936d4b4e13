using AmlDr.Azure.Sweeping;

namespace AmlDr.Functions.Sweeping;

/// <summary>How the assets of a batch ended.</summary>
/// <param name="Counts">How many ended in which state, by kind.</param>
/// <param name="Stragglers">Those that go on while others wait: their own orchestrations work on them, and nobody is held up.</param>
public sealed record SweepBatchResult(IReadOnlyDictionary<string, SweepCounts> Counts, IReadOnlyList<SweepWorkItem> Stragglers);
