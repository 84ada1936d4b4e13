using AmlDr.Azure.Audits;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Audits;

namespace AmlDr.Functions.Audits;

/// <summary>The input of <see cref="Orchestrations.RepairDrift"/>, and its progress when it goes on under a new history.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="AuditId">The audit.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Stages">What it found of each kind; what others depend on comes first.</param>
/// <param name="CanTellDeletions">True when every kind was compared with the primary itself, so that what is extra was deleted there.</param>
public sealed record RepairInput(string Pair, string AuditId, DateTimeOffset StartedAt, IReadOnlyList<AuditStage> Stages, bool CanTellDeletions)
{
    /// <summary>The position of the kind that it is at.</summary>
    public int KindIndex { get; init; }

    /// <summary>How many parts the kind's work list has; null before it is written.</summary>
    public int? Parts { get; init; }

    /// <summary>The part that comes next.</summary>
    public int Part { get; init; }

    /// <summary>The assets of the kind that earlier batches did not wait for.</summary>
    public IReadOnlyList<SweepWorkItem> Stragglers { get; init; } = [];

    /// <summary>What was done so far.</summary>
    public AuditRepair Done { get; init; } = new();
}
