namespace AmlDr.Azure.Options;

/// <summary>How the sweep works. Its schedule is the app setting <c>AmlDrSweepSchedule</c>, because a timer's binding takes no nested names.</summary>
public sealed class SweepOptions
{
    /// <summary>How many assets of a pair are mirrored at once, 1 to 256.</summary>
    public int ParallelAssets { get; init; } = 32;
}
