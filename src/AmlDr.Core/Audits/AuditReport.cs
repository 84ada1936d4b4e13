namespace AmlDr.Core.Audits;

/// <summary>What an audit found of a pair. Its JSON form is described by <c>docs/audit.schema.json</c>.</summary>
public sealed record AuditReport
{
    /// <summary>The version of the form.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The most findings that stand in the report itself; all of them stand on pages of their own.</summary>
    public const int MostFindings = 500;

    /// <summary>The version of the form.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The report's identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The pair's name.</summary>
    public required string Pair { get; init; }

    /// <summary>The primary workspace's identifier.</summary>
    public required string Primary { get; init; }

    /// <summary>The secondary workspace's identifier.</summary>
    public required string Secondary { get; init; }

    /// <summary>How closely it looked.</summary>
    public required AuditLevel Level { get; init; }

    /// <summary>The share of the assets whose bytes were read, 0 to 1; 0 below the level <see cref="AuditLevel.Hash"/>.</summary>
    public double Sample { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What it comes to.</summary>
    public required AuditVerdict Verdict { get; init; }

    /// <summary>The number of assets by class; classes without any are left out.</summary>
    public required IReadOnlyDictionary<AuditClass, int> Counts { get; init; }

    /// <summary>The share of the primary's assets that match, 0 to 1; 1 when there are none.</summary>
    public required double Coverage { get; init; }

    /// <summary>What was found of each kind, in the order in which kinds depend on each other.</summary>
    public required IReadOnlyList<AuditKind> Kinds { get; init; }

    /// <summary>The deployable assets (deployments, schedules and what they run) that were followed to everything they need.</summary>
    public int Deployable { get; init; }

    /// <summary>Of those, the ones that find everything they need in the secondary.</summary>
    public int DeployableComplete { get; init; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<AuditUnread> Unread { get; init; } = [];

    /// <summary>The number of findings.</summary>
    public int FindingCount { get; init; }

    /// <summary>The number of pages that the findings stand on.</summary>
    public int FindingPages { get; init; }

    /// <summary>The first findings, at most <see cref="MostFindings"/>.</summary>
    public IReadOnlyList<AuditFinding> Findings { get; init; } = [];

    /// <summary>What the repair did; null when none was asked for.</summary>
    public AuditRepair? Repair { get; init; }

    /// <summary>Makes what follows from the counts.</summary>
    /// <param name="kinds">What was found of each kind.</param>
    /// <param name="unread">What could not be read.</param>
    /// <param name="repair">What the repair did; null when none was asked for.</param>
    /// <returns>The number of assets by class, the coverage, and the verdict.</returns>
    public static (IReadOnlyDictionary<AuditClass, int> Counts, double Coverage, AuditVerdict Verdict) SumUp(
        IReadOnlyList<AuditKind> kinds, IReadOnlyList<AuditUnread> unread, AuditRepair? repair)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentNullException.ThrowIfNull(unread);
        var counts = Enum.GetValues<AuditClass>()
            .Select(found => (Class: found, Number: kinds.Sum(kind => kind.Of(found))))
            .Where(one => one.Number > 0).ToDictionary(one => one.Class, one => one.Number);
        int known = kinds.Sum(kind => kind.Known);
        int drift = kinds.Sum(kind => kind.Drift);
        AuditVerdict verdict =
            drift > (repair?.Mended ?? 0) ? AuditVerdict.Drift
            : unread.Count > 0 || counts.ContainsKey(AuditClass.Error) ? AuditVerdict.Incomplete
            : drift > 0 ? AuditVerdict.Mended
            : AuditVerdict.Equal;
        return (counts, known == 0 ? 1 : Math.Round((double)kinds.Sum(kind => kind.Match) / known, 6), verdict);
    }

    /// <summary>The report in a line.</summary>
    /// <param name="blob">The name of its blob in the control store.</param>
    /// <returns>The summary.</returns>
    public AuditSummary Summarize(string blob) =>
        new(Id, StartedAt, EndedAt, Level, Verdict, Counts, Coverage, Repair?.Mended ?? 0, Unread.Count == 0, blob);
}
