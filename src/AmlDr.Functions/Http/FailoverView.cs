using AmlDr.Azure.Operations;
using AmlDr.Core.Operations.Auditing;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;

namespace AmlDr.Functions.Http;

/// <summary>A failover, drill or failback as operators see it.</summary>
public sealed record FailoverView
{
    /// <summary>Its identifier.</summary>
    public required string OperationId { get; init; }

    /// <summary>The pair's name.</summary>
    public required string Pair { get; init; }

    /// <summary>What it does: <c>planned</c>, <c>unplanned</c>, <c>drill</c>, <c>failback</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its state.</summary>
    public required OperationState State { get; init; }

    /// <summary>The stage that it is at.</summary>
    public required OperationStage Stage { get; init; }

    /// <summary>Who asked for it.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Recovery time and point as measured.</summary>
    public required RecoveryTimes Times { get; init; }

    /// <summary>The stages with how many steps are how far; steps that failed or are at work are named, all of them with <c>?steps=all</c>.</summary>
    public required IReadOnlyList<StageView> Stages { get; init; }

    /// <summary>Everything that it did without, each with the reason.</summary>
    public required IReadOnlyList<ExceptionOfOperation> Exceptions { get; init; }

    /// <summary>What is to be done now, for people; null when nothing is.</summary>
    public string? Remedy { get; init; }

    /// <summary>The requests that staff can send now.</summary>
    public required IReadOnlyList<string> Next { get; init; }

    /// <summary>Who did what, and when; each entry holds the hash of the one before.</summary>
    public required IReadOnlyList<AuditEntry> Timeline { get; init; }

    /// <summary>True when the timeline is as it was written.</summary>
    public required bool TimelineIsWhole { get; init; }
}
