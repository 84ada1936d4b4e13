using AmlDr.Core.Operations.Moves;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>A move that is to be made.</summary>
/// <param name="Key">What the move can be known by: the same key is carried out once.</param>
/// <param name="Move">The move.</param>
/// <param name="Actor">Who makes it.</param>
/// <param name="Reason">Why.</param>
public sealed record OperationMoveRequest(string Key, OperationMove Move, string Actor, string? Reason)
{
    /// <summary>Who makes the moves that nobody asked for.</summary>
    public const string App = "AmlDr";

    /// <summary>The age of the oldest change that is not mirrored, in seconds, where the move tells it; null otherwise.</summary>
    public double? RpoSeconds { get; init; }
}
