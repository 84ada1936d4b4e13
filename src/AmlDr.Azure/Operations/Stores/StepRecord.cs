using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>How far a step is, and how it got there.</summary>
public sealed record StepRecord
{
    /// <summary>Its position in the stage.</summary>
    public required int Position { get; init; }

    /// <summary>Its state.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was first begun; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it did, or what is to be known about it; null when there is nothing to say.</summary>
    public string? Detail { get; init; }

    /// <summary>Why it failed or was done without.</summary>
    public AssetReason? Reason { get; init; }

    /// <summary>True when something about it is to be named as an exception although it is done.</summary>
    public bool IsException { get; init; }

    /// <summary>True when it changed something; false when it found everything as it should be.</summary>
    public bool DidChange { get; init; }
}
