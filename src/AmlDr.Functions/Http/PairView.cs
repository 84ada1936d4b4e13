using AmlDr.Azure.Sweeping;
using AmlDr.Core.Audits;
using AmlDr.Core.Signals;

namespace AmlDr.Functions.Http;

/// <summary>A pair as operators see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Active">The side that serves: <c>primary</c> or <c>secondary</c>.</param>
/// <param name="Primary">The primary workspace's resource identifier.</param>
/// <param name="Secondary">The secondary workspace's resource identifier.</param>
/// <param name="LiveRpoSeconds">The age of the oldest change that the secondary does not hold, in seconds; 0 when it holds all that is known.</param>
/// <param name="Coverage">Coverage per kind.</param>
/// <param name="Findings">What an operator must know of: what the last sweep could not do, and deletions that wait for a word.</param>
/// <param name="LastSweep">What the last ended sweep did; null before the first.</param>
/// <param name="Operation">The failover, drill or failback that is under way; null when none is.</param>
public sealed record PairView(
    string Name, string Active, string Primary, string Secondary, double LiveRpoSeconds, IReadOnlyList<KindCoverage> Coverage,
    IReadOnlyList<SweepFinding> Findings, SweepSummary? LastSweep, string? Operation)
{
    /// <summary><c>healthy</c>; <c>degraded</c> when a signal is wrong; <c>unhealthy</c> when one is badly wrong or not known.</summary>
    public string Status { get; init; } = "unhealthy";

    /// <summary>The signals.</summary>
    public IReadOnlyList<SignalReading> Signals { get; init; } = [];

    /// <summary>What the last audit came to; null before the first.</summary>
    public AuditSummary? LastAudit { get; init; }
}
