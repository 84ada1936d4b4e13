using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>The vault survives deletion and the loss of its region, and both workspaces may read it.</summary>
internal sealed class KeyVaultProtectionCheck() : ReadinessCheck(
    "key-vault-protection", 4, "Key Vault protection",
    "Protect the vault by soft delete and purge protection; let its contents be replicated to the paired region. A vault that Microsoft has failed over is read-only.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        foreach (string id in new[] { primary.Property("keyVault"), secondary.Property("keyVault") }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!judgement.Take(snapshot.Resource(id), out AssetDocument? vault, "Recover the vault: a deleted one stays recoverable for its retention time."))
            {
                continue;
            }

            string name = ArmNames.Last(id);
            bool softDelete = vault.GetBoolean("properties", "enableSoftDelete") == true;
            bool purgeProtection = vault.GetBoolean("properties", "enablePurgeProtection") == true;
            judgement.Fact(name, new JsonObject
            {
                ["location"] = vault.Location(),
                ["enableSoftDelete"] = softDelete,
                ["enablePurgeProtection"] = purgeProtection,
                ["enableRbacAuthorization"] = vault.GetBoolean("properties", "enableRbacAuthorization"),
            });
            if (!softDelete)
            {
                judgement.Warn($"The vault {name} has no soft delete ('properties.enableSoftDelete').", "Turn soft delete on.");
            }

            if (!purgeProtection)
            {
                JudgePurgeProtection(judgement, name, primary, secondary);
            }

            JudgeReplication(snapshot, judgement, name, vault, primary, secondary);
            JudgeAccess(judgement, name, vault, primary, secondary);
        }

        return "Soft delete and purge protection are on, the vault's region is paired with the other one, and both workspaces have the same kind of access.";
    }

    private static void JudgePurgeProtection(Judgement judgement, string name, AssetDocument primary, AssetDocument secondary)
    {
        string reason = $"The vault {name} has no purge protection ('properties.enablePurgeProtection').";
        const string remedy = "Turn purge protection on; it cannot be turned off again.";
        if (new[] { primary, secondary }.Any(workspace => workspace.GetString("properties", "encryption", "status").Is("Enabled")))
        {
            judgement.Fail(reason + " Customer-managed keys need it.", remedy);
        }
        else
        {
            judgement.Warn(reason, remedy);
        }
    }

    private static void JudgeReplication(
        ReadinessSnapshot snapshot, Judgement judgement, string name, AssetDocument vault, AssetDocument primary, AssetDocument secondary)
    {
        if (!judgement.Take(snapshot.Regions, out IReadOnlyList<AssetDocument>? regions))
        {
            return;
        }

        string?[] ours = [primary.Location(), secondary.Location()];
        AssetDocument? home = regions.FirstOrDefault(region => ArmNames.SameRegion(region.ResourceName, vault.Location()));
        string[] copies = [.. (home?.Objects("metadata", "pairedRegion") ?? []).Select(region => (string?)region["name"]).OfType<string>()];
        if (copies.Length == 0)
        {
            judgement.Warn(
                $"The vault {name} stands in {vault.Location()}, which is paired with no region: it is lost with it.",
                "Keep a backup of its secrets in another region.");
        }
        else if (!ours.Any(location => ArmNames.SameRegion(location, vault.Location())) && !copies.Any(copy => ours.Any(location => ArmNames.SameRegion(location, copy))))
        {
            judgement.Warn(
                $"The vault {name} stands in {vault.Location()}, away from both workspaces, and is replicated to {string.Join(", ", copies)}.",
                "Keep in mind that the loss of a third region hits both workspaces.");
        }
    }

    // With access policies the assignments of roles, which another check compares, say nothing.
    private static void JudgeAccess(Judgement judgement, string name, AssetDocument vault, AssetDocument primary, AssetDocument secondary)
    {
        if (vault.GetBoolean("properties", "enableRbacAuthorization") == true || !ArmNames.Same(primary.Property("keyVault"), secondary.Property("keyVault")))
        {
            return;
        }

        string[] allowed = [.. vault.Objects("properties", "accessPolicies").Select(policy => (string?)policy["objectId"]).OfType<string>()];
        string? first = primary.GetString("identity", "principalId");
        string? second = secondary.GetString("identity", "principalId");
        if (first is not null && second is not null && allowed.Contains(first, StringComparer.OrdinalIgnoreCase)
            && !allowed.Contains(second, StringComparer.OrdinalIgnoreCase))
        {
            judgement.Fail(
                $"The vault {name} has an access policy for the primary workspace's identity {first} and none for the secondary's, {second}.",
                "Add an access policy for the secondary's identity.");
        }
    }
}
