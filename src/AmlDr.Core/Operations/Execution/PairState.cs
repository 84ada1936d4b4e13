namespace AmlDr.Core.Operations.Execution;

/// <summary>The roles of a pair. Whoever writes for the mirror looks here first.</summary>
public sealed record PairState
{
    /// <summary>The state of a pair that nobody has written down: the primary serves and is mirrored.</summary>
    public static PairState Initial { get; } = new();

    /// <summary>Grows with every change of side or direction. A write that began under an older one is refused.</summary>
    public long Generation { get; init; } = 1;

    /// <summary>The side that serves.</summary>
    public PairSide ActiveSide { get; init; } = PairSide.Primary;

    /// <summary>Which way is mirrored.</summary>
    public MirrorDirection MirrorDirection { get; init; } = MirrorDirection.Forward;

    /// <summary>The operation that holds the lease; null when none does.</summary>
    public string? OperationId { get; init; }

    /// <summary>When this was written.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Turns the mirror.</summary>
    /// <param name="direction">The new direction.</param>
    /// <returns>The new state, of the next generation; this one when nothing changes.</returns>
    public PairState Turn(MirrorDirection direction) =>
        direction == MirrorDirection ? this : this with { MirrorDirection = direction, Generation = Generation + 1 };

    /// <summary>Lets a side serve.</summary>
    /// <param name="side">The side.</param>
    /// <param name="direction">Which way is mirrored from then on.</param>
    /// <returns>The new state, of the next generation; this one when nothing changes.</returns>
    public PairState Serve(PairSide side, MirrorDirection direction) =>
        side == ActiveSide && direction == MirrorDirection
            ? this
            : this with { ActiveSide = side, MirrorDirection = direction, Generation = Generation + 1 };
}
