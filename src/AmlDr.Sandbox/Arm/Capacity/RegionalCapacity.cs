using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm;

/// <summary>
/// Which sizes of virtual machine each region offers, and how many cores of each family the subscription may use there. What is in use is
/// counted from the resources themselves.
/// </summary>
public sealed class RegionalCapacity
{
    /// <summary>Key of the limit on all dedicated cores together.</summary>
    public const string DedicatedCores = "dedicatedCores";

    /// <summary>Key of the limit on all low-priority cores together.</summary>
    public const string LowPriorityCores = "lowPriorityCores";

    /// <summary>Key of the limit on the number of clusters and deployments.</summary>
    public const string Clusters = "totalCores";

    private const int UsualFamilyLimit = 10_000;

    private const int UsualTotalLimit = 20_000;

    private const int UsualClusterLimit = 2500;

    private readonly Lock _gate = new();
    private readonly ResourceStore _store;
    private readonly string _subscription;
    private readonly Dictionary<string, IReadOnlyList<VirtualMachineSize>> _sizes;
    private readonly Dictionary<(string Region, string Key), int> _limits = [];
    private readonly Dictionary<(string Region, string Workspace, string Family), int> _workspaceLimits = [];

    internal RegionalCapacity(IEnumerable<string> regions, string subscription, ResourceStore store)
    {
        _store = store;
        _subscription = subscription;
        _sizes = regions.ToDictionary(region => region, _ => UsualSizes.All, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The sizes that a region offers.</summary>
    /// <param name="region">The region's name.</param>
    /// <exception cref="ArgumentException">There is no such region.</exception>
    public IReadOnlyList<VirtualMachineSize> Sizes(string region)
    {
        lock (_gate)
            return _sizes[Known(region)];
    }

    /// <summary>Changes what a region offers. What runs already goes on.</summary>
    /// <param name="region">The region's name.</param>
    /// <param name="sizes">All sizes that it offers from now on.</param>
    /// <exception cref="ArgumentException">There is no such region, or a size is not sound; the message names every mistake.</exception>
    public void SetSizes(string region, IReadOnlyList<VirtualMachineSize> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        string[] mistakes = [.. sizes.SelectMany(size => size.Validate())];
        if (mistakes.Length > 0)
            throw new ArgumentException(string.Join(" ", mistakes), nameof(sizes));
        lock (_gate)
            _sizes[Known(region)] = sizes;
    }

    /// <summary>Changes a limit of a region.</summary>
    /// <param name="region">The region's name.</param>
    /// <param name="key">A family such as <c>standardDSv2Family</c>, <see cref="DedicatedCores"/>, <see cref="LowPriorityCores"/> or <see cref="Clusters"/>.</param>
    /// <param name="limit">Cores (clusters) at most.</param>
    /// <exception cref="ArgumentException">There is no such region or key, or the limit is negative.</exception>
    public void SetLimit(string region, string key, int limit)
    {
        if (limit < 0)
            throw new ArgumentException($"'limit' is {limit}; it must be 0 or more.", nameof(limit));
        lock (_gate)
        {
            region = Known(region);
            string[] keys = [DedicatedCores, LowPriorityCores, Clusters, .. Families(region)];
            string known = keys.FirstOrDefault(candidate => ArmPath.Is(candidate, key))
                ?? throw new ArgumentException($"'{key}' is no limit of {region}; use one of: {string.Join(", ", keys)}.", nameof(key));
            _limits[(region, known)] = limit;
        }
    }

    /// <summary>Cores of a family that are in use or reserved in a region.</summary>
    /// <param name="region">The region's name.</param>
    /// <param name="family">The family, for example <c>standardDSv2Family</c>.</param>
    public int CoresInUse(string region, string family)
    {
        lock (_store.Gate)
            return Used(demand => ArmPath.Is(demand.Region, region) && ArmPath.Is(demand.Family, family));
    }

    internal VirtualMachineSize? FindSize(string region, string? name)
    {
        lock (_gate)
            return _sizes.TryGetValue(region, out IReadOnlyList<VirtualMachineSize>? sizes) ? sizes.FirstOrDefault(size => ArmPath.Is(size.Name, name!)) : null;
    }

    /// <summary>
    /// Says what is short when a resource wants so many cores; null when there is enough. What the resource holds already counts as free.
    /// The words are those that the service was seen to use.
    /// </summary>
    internal string? Shortage(CoreDemand wanted, string resourceId, string workspaceId)
    {
        lock (_store.Gate)
        {
            bool others(KeyValuePair<string, CoreDemand> held) => !ArmPath.Is(held.Key, resourceId) && ArmPath.Is(held.Value.Region, wanted.Region);
            CoreDemand[] inRegion = [.. _store.Demands.Where(others).Select(held => held.Value)];
            CoreDemand[] inWorkspace = [.. _store.Demands.Where(held => others(held) && IsBelow(held.Key, workspaceId)).Select(held => held.Value)];
            string total = wanted.LowPriority ? LowPriorityCores : DedicatedCores;
            lock (_gate)
            {
                foreach ((int used, int limit) in new[]
                {
                    (Sum(inRegion, demand => demand.LowPriority == wanted.LowPriority), Limit(wanted.Region, total)),
                    (Sum(inRegion, demand => ArmPath.Is(demand.Family, wanted.Family)), Limit(wanted.Region, wanted.Family)),
                    (Sum(inWorkspace, demand => ArmPath.Is(demand.Family, wanted.Family)),
                        _workspaceLimits.GetValueOrDefault((wanted.Region, workspaceId.ToLowerInvariant(), wanted.Family), int.MaxValue)),
                })
                {
                    if (used + wanted.Cores > limit)
                    {
                        return $"Not enough quota available for {wanted.Size} in SubscriptionId {_subscription}. "
                            + $"Current usage/limit: {used}/{limit}. Additional needed: {wanted.Cores}";
                    }
                }
            }
        }

        return null;
    }

    internal IEnumerable<JsonObject> Usages(string region)
    {
        string name = Known(region);
        lock (_store.Gate)
        {
            CoreDemand[] held = [.. _store.Demands.Values.Where(demand => ArmPath.Is(demand.Region, name))];
            lock (_gate)
            {
                return
                [
                    Usage("totalCores", "Clusters", held.Length, Limit(name, Clusters)),
                    Usage("dedicatedCores", "Total Cluster Dedicated Regional vCPUs", Sum(held, demand => !demand.LowPriority), Limit(name, DedicatedCores)),
                    Usage("lowPriorityCores", "Total Cluster LowPriority Regional vCPUs", Sum(held, demand => demand.LowPriority), Limit(name, LowPriorityCores)),
                    .. Families(name).Select(family => Usage(
                        "vmFamily", Spoken(family), Sum(held, demand => ArmPath.Is(demand.Family, family)), Limit(name, family), Underscored(family))),
                ];
            }
        }
    }

    internal IEnumerable<JsonObject> Quotas(string region)
    {
        string name = Known(region);
        lock (_gate)
        {
            return
            [
                .. Families(name).Select(family => Quota($"/subscriptions/{_subscription}", "vmFamily", family, Limit(name, family))),
                .. _workspaceLimits.Where(limit => limit.Key.Region == name).Select(limit => Quota(limit.Key.Workspace, "workspaces", limit.Key.Family, limit.Value)),
            ];
        }
    }

    /// <summary>Sets the limit of one family for one workspace and returns what became of it.</summary>
    internal JsonObject Update(string region, JsonObject wanted)
    {
        string name = Known(region);
        string id = wanted["id"]?.ToString() ?? string.Empty;
        string[] parts = id.Split("/quotas/");
        lock (_gate)
        {
            string? family = parts.Length == 2 ? Families(name).FirstOrDefault(known => ArmPath.Is(Underscored(known), parts[1])) : null;
            bool whole = wanted["limit"] is JsonValue value && value.TryGetValue(out int _);
            int limit = whole ? wanted["limit"]!.GetValue<int>() : -1;
            string status = family is null ? "InvalidVMFamilyName"
                : limit < 0 ? "Failure"
                : limit > Limit(name, family) ? "InvalidQuotaExceedsSubscriptionLimit"
                : "Success";
            if (status == "Success")
                _workspaceLimits[(name, parts[0].ToLowerInvariant(), family!)] = limit;
            return new JsonObject
            {
                ["id"] = id, ["type"] = wanted["type"]?.DeepClone(), ["limit"] = Math.Max(limit, 0), ["unit"] = "Count", ["status"] = status,
            };
        }
    }

    private static bool IsBelow(string id, string parent) => id.StartsWith(parent + "/", StringComparison.OrdinalIgnoreCase);

    private static int Sum(IEnumerable<CoreDemand> demands, Func<CoreDemand, bool> which) => demands.Where(which).Sum(demand => demand.Cores);

    /// <summary>As the published lists word a family: <c>Standard DSv2 Family Cluster Dedicated vCPUs</c>.</summary>
    private static string Spoken(string family)
    {
        string middle = family.StartsWith("standard", StringComparison.OrdinalIgnoreCase) ? family["standard".Length..] : family;
        if (middle.EndsWith("Family", StringComparison.OrdinalIgnoreCase))
            middle = middle[..^"Family".Length];
        return $"Standard {middle} Family Cluster Dedicated vCPUs";
    }

    private static string Underscored(string family) => Spoken(family).Replace(' ', '_');

    private static JsonObject Quota(string scope, string type, string family, int limit) => new()
    {
        ["id"] = $"{scope}/quotas/{Underscored(family)}",
        ["type"] = $"Microsoft.MachineLearningServices/{type}/quotas",
        ["limit"] = limit,
        ["name"] = Name(Spoken(family)),
        ["unit"] = "Count",
    };

    private static JsonObject Name(string text) => new() { ["value"] = text, ["localizedValue"] = text };

    private JsonObject Usage(string type, string text, int current, int limit, string? segment = null) => new()
    {
        ["id"] = $"/subscriptions/{_subscription}/usages" + (segment is null ? string.Empty : "/" + segment),
        ["type"] = $"Microsoft.MachineLearningServices/{type}/usages",
        ["currentValue"] = current,
        ["limit"] = limit,
        ["name"] = Name(text),
        ["unit"] = "Count",
    };

    private int Used(Func<CoreDemand, bool> which) => Sum(_store.Demands.Values, which);

    private int Limit(string region, string key) => _limits.GetValueOrDefault((region, key), key switch
    {
        DedicatedCores or LowPriorityCores => UsualTotalLimit,
        Clusters => UsualClusterLimit,
        _ => UsualFamilyLimit,
    });

    private IEnumerable<string> Families(string region) => _sizes[region].Select(size => size.Family).Distinct(StringComparer.OrdinalIgnoreCase);

    private string Known(string region) => _sizes.Keys.FirstOrDefault(name => ArmPath.Is(name, region))
        ?? throw new ArgumentException($"There is no region '{region}'; use one of: {string.Join(", ", _sizes.Keys)}.", nameof(region));
}
