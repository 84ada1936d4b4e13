using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Each workspace has a default storage account of its own.</summary>
internal sealed class SeparateStorageCheck() : ReadinessCheck(
    "separate-storage", 7, "Separate default storage", "Give each workspace a default storage account of its own; they cannot share one.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            judgement.Fact("primary", primary.Property("storageAccount"));
            judgement.Fact("secondary", secondary.Property("storageAccount"));
            if (ArmNames.Same(primary.Property("storageAccount"), secondary.Property("storageAccount")))
            {
                judgement.Fail(
                    $"Both workspaces have the default storage account {primary.Property("storageAccount")}; they share its container 'azureml' and its notebooks, and lose them together.",
                    "A workspace's default account cannot be changed: create the secondary anew with an account of its own.");
            }
        }

        return "Each workspace has an account of its own.";
    }
}
