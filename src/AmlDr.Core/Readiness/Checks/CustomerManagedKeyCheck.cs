using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>The keys of customer-managed encryption are there.</summary>
internal sealed class CustomerManagedKeyCheck() : ReadinessCheck(
    "customer-managed-key", 18, "Customer-managed keys", "Keep the key of each workspace reachable; it must stay in its original vault.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        foreach (SideSnapshot side in snapshot.Sides.Where(side => EncryptionFacts.IsEnabled(side.Workspace.Value!)))
        {
            AssetDocument workspace = side.Workspace.Value!;
            string? key = workspace.GetString("properties", "encryption", "keyVaultProperties", "keyIdentifier");
            string? id = EncryptionFacts.VaultId(workspace);
            judgement.Fact(side.Side, new JsonObject { ["keyVaultArmId"] = id, ["keyIdentifier"] = key });
            if (id is null || key is null)
            {
                judgement.Warn($"The {side.Side} workspace is encrypted and names no key ('properties.encryption.keyVaultProperties').", "Look at the workspace's encryption in the portal.");
            }
            else if (judgement.Take(snapshot.Resource(id), out AssetDocument? vault, "Recover the vault: without its key the workspace cannot be used.")
                && vault.Property("vaultUri") is { } address && !key.StartsWith(address.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
            {
                judgement.Warn($"The key {key} of the {side.Side} is not in its vault {address}.", "Keep the key in its original vault.");
            }
        }

        if (EncryptionFacts.IsEnabled(primary) != EncryptionFacts.IsEnabled(secondary))
        {
            judgement.Warn(
                $"The {(EncryptionFacts.IsEnabled(primary) ? "primary" : "secondary")} is encrypted with a customer-managed key, the other workspace is not.",
                "Encryption is chosen when a workspace is created: create the secondary anew when the data must be encrypted there too.");
        }

        return EncryptionFacts.IsEnabled(primary) ? "The keys of both workspaces are in vaults that exist." : "No customer-managed key is used.";
    }
}
