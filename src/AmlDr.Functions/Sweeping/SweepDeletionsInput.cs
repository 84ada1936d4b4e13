using AmlDr.Azure.Sweeping;
using AmlDr.Core.Deletions;

namespace AmlDr.Functions.Sweeping;

/// <summary>The input of <see cref="Orchestrations.SweepDeletions"/>, and its progress when it goes on under a new history.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="SweepId">The sweep.</param>
/// <param name="SweepStartedAt">When it began.</param>
/// <param name="Kinds">The kinds that it listed to their end; what others depend on comes first.</param>
/// <param name="IsComplete">True when these are all.</param>
/// <param name="IsConfirmed">True when an operator has confirmed what an earlier sweep did not believe.</param>
public sealed record SweepDeletionsInput(
    string Pair, string SweepId, DateTimeOffset SweepStartedAt, IReadOnlyList<KindSweep> Kinds, bool IsComplete, bool IsConfirmed)
{
    /// <summary>What is still to be done, dependents first; null before it was decided.</summary>
    public IReadOnlyList<KindPresence>? Left { get; init; }

    /// <summary>The part of the first kind that comes next.</summary>
    public int Part { get; init; }

    /// <summary>What was done before, under an earlier history.</summary>
    public SweepDeletionsResult Done { get; init; } = new(new Dictionary<string, int>(), null, 0);
}
