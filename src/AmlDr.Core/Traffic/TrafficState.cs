using AmlDr.Core.Operations.Execution;

namespace AmlDr.Core.Traffic;

/// <summary>Where a way of switching stands.</summary>
/// <param name="Name">The way's name.</param>
/// <param name="Side">The side that it leads to; null when it leads to both, to none, or elsewhere.</param>
/// <param name="Settings">What the fields say that a switch would touch, one entry per resource.</param>
public sealed record TrafficState(string Name, PairSide? Side, IReadOnlyList<TrafficSetting> Settings);
