using AmlDr.Core.Ledger;

namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>What the control store knows of the mirror.</summary>
public sealed record MirrorState
{
    /// <summary>How many assets are in which state, by kind.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<AssetState, int>> Assets { get; init; }

    /// <summary>When the last sweep that ended did so; null before the first.</summary>
    public DateTimeOffset? LastSweepEndedAt { get; init; }

    /// <summary>When the notebooks were last copied without a failure; null when they never were.</summary>
    public DateTimeOffset? NotebooksCopiedAt { get; init; }

    /// <summary>Names of the jobs whose specification is kept for resubmission.</summary>
    public required IReadOnlySet<string> CapturedJobs { get; init; }
}
