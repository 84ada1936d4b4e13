using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Computes in both regions.</summary>
internal sealed class ComputesCheck() : ReadinessCheck(
    "computes", 12, "Computes", "Create the compute resources in both regions; they are never replicated.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool first = judgement.Take(snapshot.Primary.Computes, out IReadOnlyList<AssetDocument>? ours);
        if (!judgement.Take(snapshot.Secondary.Computes, out IReadOnlyList<AssetDocument>? theirs) || !first)
        {
            return "";
        }

        judgement.Fact("primary", ours!.Select(compute => $"{compute.ResourceName} ({ComputeFacts.Type(compute)})"));
        judgement.Fact("secondary", theirs.Select(compute => $"{compute.ResourceName} ({ComputeFacts.Type(compute)})"));
        var instances = new List<string>();
        foreach (AssetDocument compute in ComputeFacts.TakingPart(ours!, snapshot.Pair))
        {
            string name = ComputeFacts.Counterpart(compute, snapshot.Pair);
            AssetDocument? namesake = DatastoreFacts.Named(theirs, name);
            if (ComputeFacts.Type(compute).Is("ComputeInstance"))
            {
                if (namesake is null)
                {
                    instances.Add(compute.ResourceName!);
                }
            }
            else if (namesake is null)
            {
                judgement.Fail(
                    $"The secondary has no compute '{name}' ({ComputeFacts.Type(compute)}).",
                    "Let a sweep mirror it (POST sweeps); attached computes other than Kubernetes are to be attached by hand.");
            }
            else if (namesake.Property("provisioningState").Is("Failed"))
            {
                judgement.Fail($"The secondary's compute '{name}' has failed ('properties.provisioningState').", "Look at 'properties.provisioningErrors' and create it anew.");
            }
        }

        if (instances.Count > 0)
        {
            judgement.Warn(
                $"{instances.Count} compute instances have no namesake in the secondary: {string.Join(", ", instances.Take(20))}{(instances.Count > 20 ? ", …" : "")}.",
                "An instance belongs to one person, who makes another one in the secondary; AmlDr does not. Notebooks are mirrored as files.");
        }

        return "Every compute of the primary has its counterpart.";
    }
}
