using AmlDr.Core.Assets;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>What the checks ask of a deployment.</summary>
internal static class DeploymentFacts
{
    /// <summary>The deployment as an asset: its name is the endpoint's, in lower case for comparing; its version the deployment's.</summary>
    public static AssetId Id(string kind, AssetDocument deployment) => new(
        kind,
        (ArmNames.After(deployment.ResourceId, "onlineEndpoints") ?? ArmNames.After(deployment.ResourceId, "batchEndpoints") ?? "").ToLowerInvariant(),
        (ArmNames.After(deployment.ResourceId, "deployments") ?? "").ToLowerInvariant());
}
