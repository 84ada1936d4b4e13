namespace AmlDr.Core.Evidence;

/// <summary>One step of an operation.</summary>
public sealed record EvidenceStep
{
    /// <summary>Its identifier in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>Its stage. Stages follow one another in the order in which their first steps stand in the report.</summary>
    public required string Stage { get; init; }

    /// <summary>What it does, such as <c>ScaleDeployment</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it is about; null when it is about nothing in particular.</summary>
    public string? Subject { get; init; }

    /// <summary>The steps of its stage that had to be done before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>How it ended, such as <c>Done</c>, <c>Skipped</c> or <c>Failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How it is to be taken.</summary>
    public EvidenceTone Tone { get; init; } = EvidenceTone.Good;

    /// <summary>When its first attempt began; null when there was none.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its last attempt ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>What is to be said about it, such as why it was skipped.</summary>
    public string? Message { get; init; }

    internal TimeSpan? Duration => EndedAt - StartedAt;
}
