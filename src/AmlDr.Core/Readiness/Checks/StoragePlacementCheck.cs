using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Each default account stands in its workspace's region and is of a kind that a workspace can use.</summary>
internal sealed class StoragePlacementCheck() : ReadinessCheck(
    "storage-placement", 8, "Default storage in its region",
    "Put each default account into its workspace's region. Its failover by geo-redundant storage is not supported with a workspace.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool isGeoRedundant = false;
        foreach (SideSnapshot side in snapshot.Sides)
        {
            if (!judgement.Take(side.Workspace, out AssetDocument? workspace) || workspace.Property("storageAccount") is not { } id
                || !judgement.Take(snapshot.Resource(id), out AssetDocument? account, "Recover the account: a workspace does not work without it."))
            {
                continue;
            }

            string name = ArmNames.Last(id);
            string? sku = account.GetString("sku", "name");
            isGeoRedundant |= GeoRedundancy.IsIn(sku);
            judgement.Fact(side.Side, new JsonObject
            {
                ["account"] = name,
                ["location"] = account.Location(),
                ["sku"] = sku,
                ["kind"] = account.GetString("kind"),
                ["isHnsEnabled"] = account.GetBoolean("properties", "isHnsEnabled"),
            });
            if (!ArmNames.SameRegion(account.Location(), workspace.Location()))
            {
                judgement.Fail(
                    $"The default account {name} of the {side.Side} stands in {account.Location()}, its workspace in {workspace.Location()}.",
                    "Create the workspace anew with an account of its region.");
            }

            if (!account.GetString("kind").Is("StorageV2") || (sku ?? "").StartsWith("Premium", StringComparison.OrdinalIgnoreCase))
            {
                judgement.Fail(
                    $"The default account {name} is of the kind '{account.GetString("kind")}' and '{sku}'; a workspace needs StorageV2, not premium.",
                    "Create the workspace anew with an account of a kind that it supports.");
            }

            if (account.GetBoolean("properties", "isHnsEnabled") == true)
            {
                judgement.Fail($"The default account {name} has a hierarchical namespace, which a workspace does not support.", "Create the workspace anew with an account without one.");
            }
        }

        return "Each account stands in its workspace's region."
            + (isGeoRedundant ? " An account is geo-redundant: that keeps its bytes, but gives no failover of the workspace." : "");
    }
}
