using AmlDr.Core.Operations.Execution;

namespace AmlDr.Core.Traffic;

/// <summary>
/// How a switch is made and taken back. Made once and stored by the caller: with the same plan a switch that was cut off goes on where it was, and
/// the way back leads to exactly what was there before. It can be written as JSON and holds no secret.
/// </summary>
public sealed record TrafficPlan
{
    /// <summary>The way's name.</summary>
    public required string Name { get; init; }

    /// <summary>The side that it leads to.</summary>
    public required PairSide Side { get; init; }

    /// <summary>Where the way stood when the plan was made.</summary>
    public required TrafficState Before { get; init; }

    /// <summary>The writes that make the switch, in order. A resource may be written twice; its last write is what holds in the end.</summary>
    public required IReadOnlyList<TrafficSetting> Forth { get; init; }

    /// <summary>The writes that take it back, in order.</summary>
    public required IReadOnlyList<TrafficSetting> Back { get; init; }

    /// <summary>What changes from beginning to end, for people; empty when it leads to the side already.</summary>
    public required IReadOnlyList<TrafficChange> Changes { get; init; }

    /// <summary>What the resources say once the switch is made.</summary>
    /// <returns>One entry per resource, in the order of <see cref="Before"/>.</returns>
    public IReadOnlyList<TrafficSetting> After() =>
        [.. Before.Settings.Select(before => Forth.Where(write => write.Resource == before.Resource)
            .Aggregate(before, (settings, write) => settings with { Fields = MergePatch.Combine(settings.Fields, write.Fields) }))];
}
