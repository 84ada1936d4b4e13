using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Nothing in the secondary leads back to the primary.</summary>
internal sealed class HardCodedReferencesCheck() : ReadinessCheck(
    "hard-coded-references", 29, "References to the primary", "Do not write a workspace's identifiers into what shall run in the other one.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.Take(snapshot.References, out ReferenceScan? scan))
        {
            return "";
        }

        judgement.Fact("documents", scan.Documents);
        judgement.Fact("places", scan.Hits);
        if (scan.HitCount > 0)
        {
            judgement.Warn(
                $"{scan.HitCount} places in documents of the secondary name the primary: {string.Join("; ", scan.Hits.Take(5))}{(scan.HitCount > 5 ? "; …" : "")}.",
                "Change them in the primary to relative references, or set them by the policy's 'patches'.");
        }

        return $"None of {scan.Documents} components, schedules, endpoints and deployments of the secondary names the primary.";
    }
}
