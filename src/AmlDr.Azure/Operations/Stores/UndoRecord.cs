using System.Text.Json.Nodes;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>What a step found before it changed anything. Holds only the fields that it touches; none of them is secret.</summary>
public sealed record UndoRecord
{
    /// <summary>The step's position in its stage.</summary>
    public required int Position { get; init; }

    /// <summary>False when the resource did not exist: undoing deletes it.</summary>
    public bool Existed { get; init; } = true;

    /// <summary>The fields as they were; null when there are none to put back.</summary>
    public JsonObject? Before { get; init; }

    /// <summary>When it was undone; null before.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Why it could not be undone; null when it could, or nobody has tried.</summary>
    public AssetReason? Reason { get; init; }
}
