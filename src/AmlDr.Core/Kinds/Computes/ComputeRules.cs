using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Kinds.Computes;

/// <summary>Which computes take part: clusters and attached Kubernetes clusters. Instances belong to people; the rest need credentials or hands.</summary>
internal static class ComputeRules
{
    public const string Cluster = "AmlCompute";
    public const string Kubernetes = "Kubernetes";
    private const string Instance = "ComputeInstance";

    public static AssetVerdict Judge(AssetDocument document, KindContext context)
    {
        string type = document.GetString("properties", "computeType")
            ?? throw new InvalidAssetException("The compute does not say its 'properties.computeType'.");
        return PolicyMaps.Find(context.Policy.Maps.Computes, context.Asset.Name) is { } counterpart && !Is(counterpart, context.Asset.Name)
            ? AssetVerdict.Skip("ComputeMapped", $"The policy's 'maps.computes' has '{counterpart}' take its place in the secondary.")
            : Is(type, Cluster) || Is(type, Kubernetes) ? AssetVerdict.Mirror
            : Is(type, Instance) ? AssetVerdict.Skip(
                "ComputeInstance",
                "A compute instance is one person's machine with a disk of its own; its user makes another one in the secondary. Notebooks are mirrored as files.")
            : AssetVerdict.Skip(
                "ComputeType",
                $"Computes of type '{type}' are not mirrored: attach or make the counterpart in the secondary under the same name.");
    }

    public static bool Is(string? type, string known) => string.Equals(type, known, StringComparison.OrdinalIgnoreCase);
}
