using System.Text.Json.Nodes;

namespace AmlDr.Core.Readiness;

/// <summary>A check in a report.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Row">Its row in <c>facts/aml-rest.md</c> section 8.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Demand">What the article asks.</param>
/// <param name="Verdict">What it says, attestations counted.</param>
/// <param name="Findings">What was found, the weightiest first.</param>
/// <param name="Facts">What was read.</param>
/// <param name="Attestation">The word that counts; null when none was needed or none counts.</param>
public sealed record CheckResult(
    string Id, int Row, string Title, string Demand, ReadinessVerdict Verdict, IReadOnlyList<ReadinessFinding> Findings, JsonObject Facts,
    Attestation? Attestation);
