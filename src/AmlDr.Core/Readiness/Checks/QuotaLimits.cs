using AmlDr.Core.Assets;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>A row of a region's usages (<c>facts/aml-rest.md</c> 2.18).</summary>
/// <param name="Key">What it limits, in the spelling of this class.</param>
/// <param name="Name">What the service calls it.</param>
/// <param name="Used">In use.</param>
/// <param name="Limit">The limit.</param>
internal sealed record QuotaLimits(string Key, string Name, long Used, long Limit)
{
    public const string Clusters = "clusters and deployments";
    public const string Dedicated = "dedicated vCPUs";
    public const string LowPriority = "low-priority vCPUs";
    private const string FamilySuffix = "clusterdedicatedvcpus";

    /// <summary>The key of a family: <c>standardDSv2Family</c> of a size is <c>Standard DSv2 Family Cluster Dedicated vCPUs</c> of a row.</summary>
    public static string Family(string family)
    {
        string letters = new([.. family.Where(char.IsAsciiLetterOrDigit)]);
        letters = letters.ToLowerInvariant();
        return "family " + (letters.EndsWith(FamilySuffix, StringComparison.Ordinal) ? letters[..^FamilySuffix.Length] : letters);
    }

    /// <summary>Reads the rows that limit a workspace: those of the region and its own. A negative limit means that there is none.</summary>
    public static IReadOnlyList<QuotaLimits> Read(IReadOnlyList<AssetDocument> usages, string workspaceId) =>
    [
        .. usages
            .Select(usage => (Key: KeyOf(usage, workspaceId), Usage: usage))
            .Where(row => row.Key is not null && row.Usage.Number("limit") is >= 0)
            .Select(row => new QuotaLimits(
                row.Key!, row.Usage.GetString("name", "localizedValue") ?? row.Usage.GetString("name", "value") ?? row.Key!,
                row.Usage.Number("currentValue") ?? 0, row.Usage.Number("limit")!.Value)),
    ];

    private static string? KeyOf(AssetDocument usage, string workspaceId)
    {
        string name = usage.GetString("name", "value") ?? "";
        return usage.GetString("type")?.ToLowerInvariant() switch
        {
            "microsoft.machinelearningservices/totalcores/usages" => Clusters,
            "microsoft.machinelearningservices/dedicatedcores/usages" => Dedicated,
            "microsoft.machinelearningservices/lowprioritycores/usages" => LowPriority,
            "microsoft.machinelearningservices/vmfamily/usages" => Family(name),
            "microsoft.machinelearningservices/workspaces/usages"
                when (usage.ResourceId ?? "").StartsWith(workspaceId + "/usages/", StringComparison.OrdinalIgnoreCase) => Family(name),
            _ => null,
        };
    }
}
