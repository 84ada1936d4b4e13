namespace AmlDr.Sandbox.App;

/// <summary>A failover, drill or failback as <c>GET /api/operations/{id}</c> shows it.</summary>
public sealed record AppFailover
{
    /// <summary>Its id.</summary>
    public required string OperationId { get; init; }

    /// <summary>Its state: <c>Running</c>, <c>PausedByFailure</c>, <c>Completed</c>, ….</summary>
    public required string State { get; init; }

    /// <summary>The stage that it is at.</summary>
    public required string Stage { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Recovery time and point.</summary>
    public required AppTimes Times { get; init; }

    /// <summary>The stages.</summary>
    public IReadOnlyList<AppStage> Stages { get; init; } = [];

    /// <summary>What it did without.</summary>
    public IReadOnlyList<AppOmission> Exceptions { get; init; } = [];

    /// <summary>What is to be done now; null when nothing is.</summary>
    public string? Remedy { get; init; }

    /// <summary>The requests that staff can send now.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>Who did what.</summary>
    public IReadOnlyList<AppAct> Timeline { get; init; } = [];

    /// <summary>Whether the timeline is as it was written.</summary>
    public bool TimelineIsWhole { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => EndedAt is not null;

    /// <summary>The steps that are shown, by id.</summary>
    public IEnumerable<AppStep> Steps => Stages.SelectMany(stage => stage.Shown);

    /// <summary>State, stage, remedy and failed steps, for messages.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        $"{OperationId} is {State} at {Stage}{(Remedy is null ? "" : $": {Remedy}")} "
        + string.Join("; ", Steps.Where(step => step.Status == "Failed").Select(step => $"{step.Id} failed: {step.Reason?.Message}"));
}
