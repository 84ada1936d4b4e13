namespace AmlDr.Core.Evidence;

/// <summary>What an operation did, for those who must be able to rely on it later. Times are UTC; durations are milliseconds. It holds no secret.</summary>
public sealed record EvidenceReport
{
    /// <summary>The operation's identifier.</summary>
    public required string Operation { get; init; }

    /// <summary>What it was about.</summary>
    public required EvidenceScope Scope { get; init; }

    /// <summary>What was planned.</summary>
    public required EvidencePlan Plan { get; init; }

    /// <summary>What was done, in the order of the plan.</summary>
    public required IReadOnlyList<EvidenceStep> Steps { get; init; }

    /// <summary>How it ended.</summary>
    public required EvidenceOutcome Outcome { get; init; }

    /// <summary>What did not go as planned, one by one.</summary>
    public IReadOnlyList<EvidenceException> Exceptions { get; init; } = [];

    /// <summary>Who asked, approved and acted, in order of time.</summary>
    public IReadOnlyList<EvidenceAct> Acts { get; init; } = [];

    /// <summary>The versions of what took part: the app, its host, the api-version, the policy's digest.</summary>
    public IReadOnlyList<EvidenceVersion> Versions { get; init; } = [];

    /// <summary>What was looked at before and after.</summary>
    public IReadOnlyList<EvidenceCondition> Conditions { get; init; } = [];
}
