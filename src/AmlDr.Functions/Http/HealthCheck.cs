namespace AmlDr.Functions.Http;

/// <summary>The state of one thing that the app depends on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>healthy</c>, <c>slow</c> or <c>unreachable</c>.</param>
/// <param name="LatencyMilliseconds">How long it took to answer.</param>
/// <param name="ThresholdMilliseconds">Above this it counts as slow.</param>
/// <param name="NeededForFailover">True when a failover cannot be done without it.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
public sealed record HealthCheck(
    string Name, string Status, double LatencyMilliseconds, double ThresholdMilliseconds, bool NeededForFailover, string? Detail);
