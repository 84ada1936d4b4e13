using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>The cores that the secondary must still be given so that everything runs at the primary's size.</summary>
/// <param name="Subject">The compute or deployment.</param>
/// <param name="Size">The size of its machines, as the secondary calls it.</param>
/// <param name="Machines">Machines beyond those that the secondary runs for it already; for deployments with a fifth more, which the service reserves for upgrades.</param>
/// <param name="IsLowPriority">True when they are low-priority ones.</param>
/// <param name="IsNew">True when the secondary does not hold the compute or deployment yet.</param>
internal sealed record QuotaNeed(string Subject, string Size, int Machines, bool IsLowPriority, bool IsNew)
{
    // Source: facts/aml-rest.md section 6. Ten instances need quota for twelve.
    private const double UpgradeReserve = 1.2;

    public static IEnumerable<QuotaNeed> OfClusters(
        ReadinessSnapshot snapshot, IReadOnlyList<AssetDocument> ours, IReadOnlyList<AssetDocument> theirs)
    {
        foreach (AssetDocument compute in ComputeFacts.TakingPart(ours, snapshot.Pair).Where(compute => ComputeFacts.Type(compute).Is("AmlCompute")))
        {
            AssetDocument? standing = DatastoreFacts.Named(theirs, ComputeFacts.Counterpart(compute, snapshot.Pair));
            int most = compute.Number("properties", "properties", "scaleSettings", "maxNodeCount") ?? 0;
            int running = standing?.Number("properties", "properties", "currentNodeCount") ?? 0;
            yield return new QuotaNeed(
                $"compute {compute.ResourceName}",
                SizeOf(snapshot, compute.GetString("properties", "properties", "vmSize")),
                Math.Max(0, most - running),
                compute.GetString("properties", "properties", "vmPriority").Is("LowPriority"),
                standing is null);
        }
    }

    public static IEnumerable<QuotaNeed> OfDeployments(
        ReadinessSnapshot snapshot, IReadOnlyList<AssetDocument> ours, IReadOnlyList<AssetDocument> theirs)
    {
        foreach (AssetDocument deployment in ours.Where(one => one.Property("endpointComputeType").Is("Managed")))
        {
            AssetId asset = DeploymentFacts.Id(KindNames.OnlineDeployment, deployment);
            if (!snapshot.Pair.Policy.Includes(asset, deployment))
            {
                continue;
            }

            AssetDocument? standing = theirs.FirstOrDefault(one => DeploymentFacts.Id(KindNames.OnlineDeployment, one) == asset);
            int needed = Reserved(deployment.Number("sku", "capacity") ?? 1);
            int held = standing is null ? 0 : Reserved(standing.Number("sku", "capacity") ?? 1);
            yield return new QuotaNeed(
                $"deployment {asset.Name}/{asset.Version}", SizeOf(snapshot, deployment.Property("instanceType")), Math.Max(0, needed - held), false, standing is null);
        }
    }

    private static int Reserved(int capacity) => (int)Math.Ceiling(Math.Round(capacity * UpgradeReserve, 6));

    private static string SizeOf(ReadinessSnapshot snapshot, string? size) => PolicyMaps.Find(snapshot.Pair.Policy.Maps.Sizes, size ?? "") ?? size ?? "";
}
