using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Attached Kubernetes clusters have a counterpart in the other region.</summary>
internal sealed class KubernetesCheck() : ReadinessCheck(
    "kubernetes", 15, "Kubernetes clusters", "Attached clusters are yours to make highly available; AKS that is created through AML has no failover across regions.")
{
    private const string Attach = "Attach a cluster of the secondary's region under that name, and map it in the policy's 'maps.attachedResources'.";

    public static bool IsManaged(string resourceId) => resourceId.Contains("/Microsoft.ContainerService/managedClusters/", StringComparison.OrdinalIgnoreCase);

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool first = judgement.Take(snapshot.Primary.Computes, out IReadOnlyList<AssetDocument>? ours);
        if (!judgement.Take(snapshot.Secondary.Computes, out IReadOnlyList<AssetDocument>? theirs) || !first
            || !judgement.Take(snapshot.Secondary.Workspace, out AssetDocument? secondary))
        {
            return "";
        }

        AssetDocument[] clusters = [.. ComputeFacts.TakingPart(ours!, snapshot.Pair).Where(compute => ComputeFacts.Type(compute).Is("Kubernetes") || ComputeFacts.Type(compute).Is("AKS"))];
        foreach (AssetDocument compute in clusters)
        {
            string name = ComputeFacts.Counterpart(compute, snapshot.Pair);
            string? cluster = compute.Property("resourceId");
            string? other = DatastoreFacts.Named(theirs, name)?.Property("resourceId");
            judgement.Fact(compute.ResourceName!, new JsonObject { ["primary"] = cluster, ["secondary"] = other });
            if (other is null)
            {
                judgement.Warn($"The secondary has no cluster attached as '{name}'.", Attach);
            }
            else if (ArmNames.Same(cluster, other))
            {
                judgement.Warn($"Both workspaces have the cluster {other} attached as '{name}', and lose it together.", Attach);
            }
            else if (!IsManaged(other))
            {
                judgement.Unknown($"The cluster {other} is not AKS, and is not looked at.", "Check where it runs, and attest it.");
            }
            else if (judgement.Take(snapshot.Resource(other), out AssetDocument? managed, Attach))
            {
                Judge(judgement, name, managed, secondary);
            }
        }

        return clusters.Length == 0 ? "No cluster is attached to the primary." : "Every attached cluster has a counterpart in the secondary's region, in several zones.";
    }

    private static void Judge(Judgement judgement, string name, AssetDocument cluster, AssetDocument secondary)
    {
        if (!ArmNames.SameRegion(cluster.Location(), secondary.Location()))
        {
            judgement.Warn($"The cluster '{name}' of the secondary stands in {cluster.Location()}, its workspace in {secondary.Location()}.", Attach);
        }

        string[] without = [.. cluster.Objects("properties", "agentPoolProfiles").Where(pool => pool["availabilityZones"] is not JsonArray { Count: > 0 }).Select(pool => (string?)pool["name"] ?? "")];
        if (without.Length > 0)
        {
            judgement.Warn($"Node pools of '{name}' use no availability zones: {string.Join(", ", without)}.", "Create node pools in several zones.");
        }
    }
}
