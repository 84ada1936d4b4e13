using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Images can be built where the registry is not reachable from outside.</summary>
internal sealed class ImageBuildCheck() : ReadinessCheck(
    "image-build", 23, "Image build compute", "Behind private endpoints or a firewall, name a compute that builds images.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.Take(snapshot.Secondary.Workspace, out AssetDocument? secondary)
            || !judgement.Take(snapshot.Secondary.PrivateEndpointConnections, out IReadOnlyList<AssetDocument>? connections))
        {
            return "";
        }

        bool isClosed = secondary.Property("publicNetworkAccess").Is("Disabled") || PrivateEndpointFacts.Approved(connections).Any();
        string? compute = secondary.Property("imageBuildCompute");
        judgement.Fact("isClosed", isClosed);
        judgement.Fact("imageBuildCompute", compute);
        if (!isClosed)
        {
            return "The secondary is open; the registry builds images itself.";
        }

        if (string.IsNullOrEmpty(compute))
        {
            judgement.Warn("The secondary is closed and names no 'properties.imageBuildCompute'.", "Name a cluster of the secondary (PATCH properties.imageBuildCompute).");
        }
        else if (judgement.Take(snapshot.Secondary.Computes, out IReadOnlyList<AssetDocument>? computes) && DatastoreFacts.Named(computes, compute) is null)
        {
            judgement.Warn($"The secondary names '{compute}' to build images, and has no such compute.", "Create the cluster, or name another one.");
        }

        return "The secondary has a compute that builds images.";
    }
}
