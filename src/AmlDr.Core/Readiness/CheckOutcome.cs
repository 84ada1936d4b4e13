using System.Text.Json.Nodes;

namespace AmlDr.Core.Readiness;

/// <summary>What a check makes of a snapshot, before attestations.</summary>
/// <param name="Findings">What was found, the weightiest first; one that says why it passes when nothing is wrong.</param>
/// <param name="Facts">What was read.</param>
public sealed record CheckOutcome(IReadOnlyList<ReadinessFinding> Findings, JsonObject Facts)
{
    /// <summary>The weightiest finding's verdict.</summary>
    public ReadinessVerdict Verdict => Findings[0].Verdict;
}
