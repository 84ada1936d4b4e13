using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>One container registry for both.</summary>
internal sealed class OneContainerRegistryCheck() : ReadinessCheck(
    "one-container-registry", 5, "One container registry", "Use one container registry with both workspaces.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        string? one = primary.Property("containerRegistry");
        string? other = secondary.Property("containerRegistry");
        judgement.Fact("primary", one);
        judgement.Fact("secondary", other);
        if (one is null && other is null)
        {
            return "Neither workspace has a registry yet; the service makes one when it first builds an image, one per workspace. Name one registry for both before that.";
        }

        if (!ArmNames.Same(one, other))
        {
            judgement.Fail(
                $"'properties.containerRegistry' of the primary is {one ?? "empty"}, of the secondary {other ?? "empty"}.",
                "Give the secondary the primary's registry (PATCH properties.containerRegistry); images that it built in its own are built again.");
        }

        return "Both workspaces use one registry.";
    }
}
