using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>What the checks ask of a compute.</summary>
internal static class ComputeFacts
{
    public static string Type(AssetDocument compute) => compute.Property("computeType") ?? "";

    /// <summary>The computes that the policy does not leave out.</summary>
    public static IEnumerable<AssetDocument> TakingPart(IEnumerable<AssetDocument> computes, Pair pair) => computes.Where(compute =>
        compute.ResourceName is { } name && pair.Policy.Includes(new AssetId(KindNames.Compute, name, ""), compute));

    /// <summary>What a compute is called in the secondary.</summary>
    public static string Counterpart(AssetDocument compute, Pair pair) =>
        PolicyMaps.Find(pair.Policy.Maps.Computes, compute.ResourceName!) ?? compute.ResourceName!;
}
