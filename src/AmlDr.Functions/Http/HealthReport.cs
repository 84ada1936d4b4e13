namespace AmlDr.Functions.Http;

/// <summary>The state of the app.</summary>
/// <param name="Status"><c>healthy</c>; <c>degraded</c> when something is slow or only mirroring is hindered; <c>unhealthy</c> when the app cannot do a failover.</param>
/// <param name="Version">The app's version.</param>
/// <param name="Checks">Each thing that it depends on.</param>
/// <param name="Pairs">How well each pair is looked after: its signals, of which those that are not known count as bad.</param>
public sealed record HealthReport(string Status, string Version, IReadOnlyList<HealthCheck> Checks, IReadOnlyList<PairHealth> Pairs);
