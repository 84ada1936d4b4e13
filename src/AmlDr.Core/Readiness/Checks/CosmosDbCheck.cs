using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>The Cosmos DB of a workspace with a customer-managed key.</summary>
internal sealed class CosmosDbCheck() : ReadinessCheck(
    "cosmos-db", 17, "Cosmos DB of customer-managed keys", "With a customer-managed key the workspace's Cosmos DB lies in your subscription, and its redundancy is yours.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool isUsed = false;
        foreach (SideSnapshot side in snapshot.Sides)
        {
            if (!judgement.Take(side.Workspace, out AssetDocument? workspace) || !EncryptionFacts.IsEnabled(workspace)
                || workspace.GetBoolean("properties", "enableServiceSideCMKEncryption") == true)
            {
                continue;
            }

            isUsed = true;
            if (EncryptionFacts.CosmosAddress(side.Id, workspace) is not { } address)
            {
                judgement.Unknown(
                    $"The {side.Side} workspace uses a customer-managed key and names no 'properties.serviceProvisionedResourceGroup'.",
                    "Look the Cosmos DB account up in the portal, and attest its redundancy.");
            }
            else if (judgement.Take(snapshot.List(address), out IReadOnlyList<AssetDocument>? accounts, "Look at the workspace's managed resource group."))
            {
                foreach (AssetDocument account in accounts)
                {
                    Judge(judgement, side, account);
                }
            }
        }

        return isUsed
            ? "Every Cosmos DB account has several regions or zones, and fails over by itself."
            : "No workspace keeps its data in your subscription.";
    }

    private static void Judge(Judgement judgement, SideSnapshot side, AssetDocument account)
    {
        JsonObject[] locations = [.. account.Objects("properties", "locations")];
        bool hasZones = locations.Any(location => location["isZoneRedundant"] is JsonValue value && value.TryGetValue(out bool truth) && truth);
        bool failsOver = account.GetBoolean("properties", "enableAutomaticFailover") == true;
        judgement.Fact($"{side.Side}: {account.ResourceName}", new JsonObject
        {
            ["locations"] = new JsonArray([.. locations.Select(location => (JsonNode?)(string?)location["locationName"])]),
            ["isZoneRedundant"] = hasZones,
            ["enableAutomaticFailover"] = failsOver,
            ["backupPolicy"] = account.GetString("properties", "backupPolicy", "type"),
        });
        const string remedy = "Its resource group is managed by Microsoft and must not be changed: raise it with support, or use service-side encryption with a new workspace.";
        if (locations.Length < 2 && !hasZones)
        {
            judgement.Warn($"The Cosmos DB account {account.ResourceName} of the {side.Side} is in one region, without zones.", remedy);
        }
        else if (locations.Length > 1 && !failsOver)
        {
            judgement.Warn($"The Cosmos DB account {account.ResourceName} of the {side.Side} does not fail over by itself ('enableAutomaticFailover').", remedy);
        }
    }
}
