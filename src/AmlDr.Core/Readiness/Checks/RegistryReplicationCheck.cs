using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>The registry is Premium and has a ready replica in each region.</summary>
internal sealed class RegistryReplicationCheck() : ReadinessCheck(
    "registry-replication", 6, "Registry in both regions", "Use a Premium container registry with geo-replication to the regions of both workspaces.")
{
    private const string Replicate = "Add a replication to the region, and let its region endpoint be enabled.";

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        string[] registries = [.. new[] { primary.Property("containerRegistry"), secondary.Property("containerRegistry") }
            .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        if (registries.Length == 0)
        {
            return "No workspace has a registry.";
        }

        foreach (string id in registries)
        {
            bool hasRegistry = judgement.Take(snapshot.Resource(id), out AssetDocument? registry, "Create the registry, or give the workspace another one.");
            bool hasReplicas = judgement.Take(snapshot.List($"{id}/replications"), out IReadOnlyList<AssetDocument>? replicas, Replicate);
            if (hasRegistry && hasReplicas)
            {
                Judge(judgement, ArmNames.Last(id), registry!, replicas!, [primary.Location()!, secondary.Location()!]);
            }
        }

        return "The registry is Premium, with a ready replica in each region.";
    }

    private static void Judge(Judgement judgement, string name, AssetDocument registry, IReadOnlyList<AssetDocument> replicas, string[] regions)
    {
        string? sku = registry.GetString("sku", "name");
        judgement.Fact(name, new JsonObject
        {
            ["sku"] = sku,
            ["home"] = registry.Location(),
            ["replications"] = new JsonArray([.. replicas.Select(replica => (JsonNode)new JsonObject
            {
                ["location"] = replica.Location(),
                ["provisioningState"] = replica.Property("provisioningState"),
                ["regionEndpointEnabled"] = replica.GetBoolean("properties", "regionEndpointEnabled"),
                ["status"] = replica.GetString("properties", "status", "displayStatus"),
            })]),
        });
        if (!sku.Is("Premium"))
        {
            judgement.Fail($"The registry {name} is of the tier '{sku}', which has no geo-replication.", "Change the registry to Premium.");
        }

        foreach (string region in regions.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            AssetDocument? replica = replicas.FirstOrDefault(one => ArmNames.SameRegion(one.Location(), region));
            if (replica is null)
            {
                if (!ArmNames.SameRegion(registry.Location(), region))
                {
                    judgement.Fail($"The registry {name} has no replica in {region}.", Replicate);
                }

                continue;
            }

            string? status = replica.GetString("properties", "status", "displayStatus");
            if (!replica.Property("provisioningState").Is("Succeeded") || (status is not null && !status.Is("Ready")))
            {
                judgement.Fail(
                    $"The replica of {name} in {region} is not ready: 'provisioningState' is '{replica.Property("provisioningState")}', 'status.displayStatus' is '{status}'.",
                    "Wait until it is in step; when it stays so, remove and add the replication.");
            }

            if (replica.GetBoolean("properties", "regionEndpointEnabled") == false)
            {
                judgement.Fail($"The replica of {name} in {region} takes no requests: 'regionEndpointEnabled' is false.", Replicate);
            }
        }
    }
}
