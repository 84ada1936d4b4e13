namespace AmlDr.Core.Readiness;

/// <summary>What the checks said of a pair at one time. Its JSON form is described by <c>docs/readiness.schema.json</c>.</summary>
public sealed record ReadinessReport
{
    /// <summary>The version of the form.</summary>
    public const int CurrentSchemaVersion = 1;

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

    /// <summary>When the reading began.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The weightiest verdict of all checks.</summary>
    public required ReadinessVerdict Verdict { get; init; }

    /// <summary>How many checks say what; verdicts that none says are left out.</summary>
    public required IReadOnlyDictionary<ReadinessVerdict, int> Counts { get; init; }

    /// <summary>The checks, in the order of the article's demands.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>The attestations that do not count, because they have expired or nothing was unknown.</summary>
    public IReadOnlyList<Attestation> UnusedAttestations { get; init; } = [];

    /// <summary>The report in a line.</summary>
    /// <returns>The summary.</returns>
    public ReadinessSummary Summarize() => new(Id, TakenAt, Verdict, Counts);
}
