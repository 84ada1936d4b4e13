using AmlDr.Core.Evidence;

namespace AmlDr.Core.Tests.Evidence;

internal static class EvidenceSamples
{
    public const string Evil = "<script>alert(1)</script> & \"x\" 'y' | `z` é 😀 \u0001 \ud800";

    private static readonly DateTimeOffset Start = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    /// <summary>A drill of three stages: a and b side by side, c after a; then d; then e, skipped.</summary>
    public static EvidenceReport Report(string text = "text") => new()
    {
        Operation = "op-1",
        Scope = new EvidenceScope("churn-prod", "drill", TestPair.PrimaryId, TestPair.SecondaryId, text, text, Start),
        Plan = new EvidencePlan(Start.AddSeconds(1), 5, 61_000, [new EvidenceException(text, "ContentMissing", text)], [text]),
        Steps =
        [
            Step("a", "Activate", 1, 4), Step("b", "Activate", 1, 9), Step("c", "Activate", 4, 20, "a"),
            Step("d", "Verify", 20, 30) with { Subject = text, Message = text },
            new EvidenceStep { Id = "e", Stage = "Settle", Action = "SwapRoles", Status = "Skipped", Tone = EvidenceTone.Warning, Message = text },
        ],
        Outcome = new EvidenceOutcome("CompletedWithExceptions", EvidenceTone.Warning, Start.AddSeconds(40), 2_000, 75_500, 30_000),
        Exceptions = [new EvidenceException(text, "Skipped", text)],
        Acts = [new EvidenceAct(Start, text, "Start", text), new EvidenceAct(Start.AddSeconds(2), "kim", "Approve", null, new string('a', 64))],
        Versions = [new EvidenceVersion("AmlDr", "0.1.0"), new EvidenceVersion("Policy", text)],
        Conditions =
        [
            new EvidenceCondition("dns", "west", "west", MustBeEqual: true), new EvidenceCondition("capacity", "1", "3", MustBeEqual: true),
            new EvidenceCondition(text, null, text),
        ],
    };

    public static EvidenceStep Step(string id, string stage, int from, int to, params string[] dependsOn) => new()
    {
        Id = id, Stage = stage, Action = "ScaleDeployment", Subject = id, Status = "Done", StartedAt = Start.AddSeconds(from), EndedAt = Start.AddSeconds(to),
        Attempts = 1, DependsOn = dependsOn,
    };
}
