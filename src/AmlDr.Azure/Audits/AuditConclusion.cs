using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>What an audit's report is made of, besides its findings.</summary>
public sealed record AuditConclusion
{
    /// <summary>The pair's name.</summary>
    public required string Pair { get; init; }

    /// <summary>The audit.</summary>
    public required string AuditId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How closely it looked.</summary>
    public required AuditLevel Level { get; init; }

    /// <summary>The share of the assets whose bytes were read.</summary>
    public double Sample { get; init; }

    /// <summary>What was found of each kind.</summary>
    public required IReadOnlyList<AuditStage> Stages { get; init; }

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<AuditUnread> Unread { get; init; }

    /// <summary>The deployable assets that stand in the secondary.</summary>
    public int Deployable { get; init; }

    /// <summary>Of those, the ones that find everything they need.</summary>
    public int DeployableComplete { get; init; }

    /// <summary>What the repair did; null when none was asked for.</summary>
    public AuditRepair? Repair { get; init; }
}
