namespace AmlDr.Sandbox.App;

/// <summary>What a sweep did.</summary>
public sealed record AppSweep
{
    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Versions seen in the primary.</summary>
    public int Seen { get; init; }

    /// <summary>Versions that were not as recorded.</summary>
    public int Differing { get; init; }

    /// <summary>Of these, mirrored.</summary>
    public int Mirrored { get; init; }

    /// <summary>Of these, skipped by rule.</summary>
    public int Skipped { get; init; }

    /// <summary>Of these, refused.</summary>
    public int Refused { get; init; }

    /// <summary>Of these, failed.</summary>
    public int Failed { get; init; }

    /// <summary>The counts, for messages.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        $"{Seen} seen, {Differing} differing: {Mirrored} mirrored, {Skipped} skipped, {Refused} refused, {Failed} failed";
}
