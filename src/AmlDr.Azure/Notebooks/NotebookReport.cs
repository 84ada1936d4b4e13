using AmlDr.Core.Ledger;
using AmlDr.Core.Notebooks;

namespace AmlDr.Azure.Notebooks;

/// <summary>How the notebooks of a pair stand.</summary>
public sealed record NotebookReport
{
    /// <summary>When the last pass began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What the comparison found; null when there was none.</summary>
    public NotebookComparison? Comparison { get; init; }

    /// <summary>What was copied, and what could not be.</summary>
    public NotebookCounts Counts { get; init; } = new();

    /// <summary>Why the pass ended early or had nothing to do; null otherwise.</summary>
    public AssetReason? Reason { get; init; }

    /// <summary>When a pass last ended with every file in the secondary; null before the first one.</summary>
    public DateTimeOffset? LastSuccess { get; init; }
}
