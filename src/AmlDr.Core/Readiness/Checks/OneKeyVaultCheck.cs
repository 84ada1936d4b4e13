using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>One Key Vault for both.</summary>
internal sealed class OneKeyVaultCheck() : ReadinessCheck(
    "one-key-vault", 3, "One Key Vault", "Use one Key Vault with both workspaces; Microsoft replicates it to the paired region.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            string? one = primary.Property("keyVault");
            string? other = secondary.Property("keyVault");
            judgement.Fact("primary", one);
            judgement.Fact("secondary", other);
            if (one is null || other is null)
            {
                judgement.Unknown(
                    $"'properties.keyVault' of the {(one is null ? "primary" : "secondary")} workspace is empty.",
                    "A project has the vault of its hub: check there, and attest it.");
            }
            else if (!ArmNames.Same(one, other))
            {
                judgement.Fail(
                    $"'properties.keyVault' of the primary is {one}, of the secondary {other}.",
                    "A workspace's vault cannot be changed: create the secondary anew with the primary's vault.");
            }
        }

        return "Both workspaces use one vault.";
    }
}
