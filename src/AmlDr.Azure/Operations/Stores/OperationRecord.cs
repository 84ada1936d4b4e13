using System.Text.Json.Serialization;
using AmlDr.Core.Operations.Auditing;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>An operation: what was asked for, where it is, and who did what. The one truth about it; events merely say to look here.</summary>
public sealed record OperationRecord
{
    /// <summary>Its identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The pair's name.</summary>
    public required string Pair { get; init; }

    /// <summary>What was asked for.</summary>
    public required StartRequest Request { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Digest of the request's <c>Idempotency-Key</c>; null when it had none.</summary>
    public string? KeyDigest { get; init; }

    /// <summary>The pair's generation when it was asked for.</summary>
    public long Generation { get; init; }

    /// <summary>Its state.</summary>
    public OperationState State { get; init; } = OperationState.Accepted;

    /// <summary>The stage that it is at.</summary>
    public OperationStage Stage { get; init; } = OperationStage.Guard;

    /// <summary>When it last came to the stage, or went on in it.</summary>
    public DateTimeOffset StageStartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the stage that proves the service was done; null before.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>The age of the oldest change that was not mirrored, in seconds, when the plan was made.</summary>
    public double RpoSeconds { get; init; }

    /// <summary>How often a failed or paused stage was taken up again; sub-orchestrations are named by it.</summary>
    public int Round { get; init; }

    /// <summary>Everything that happened, each entry chained to the one before.</summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>What it does.</summary>
    [JsonIgnore]
    public OperationMode Mode => Request.Mode;

    /// <summary>True when it has ended.</summary>
    [JsonIgnore]
    public bool HasEnded => OperationMoves.HasEnded(State);

    /// <summary>The identifier of an operation's orchestration.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="id">The operation.</param>
    /// <returns>The identifier.</returns>
    public static string InstanceIdOf(string pair, string id) => $"operation|{pair}|{id}";
}
