using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Quota for everything at the primary's size, with the reserve for upgrades.</summary>
internal sealed class QuotaCheck() : ReadinessCheck(
    "quota", 13, "Quota", "Have enough quota in the secondary region to scale up to the primary's size; a fifth of a deployment's instances more is reserved for upgrades.")
{
    private const string Ask = "Ask for more quota of Azure Machine Learning in the secondary region, now: a request may take days, and in an outage everybody asks.";

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool complete = judgement.Take(snapshot.Primary.Computes, out IReadOnlyList<AssetDocument>? computes);
        complete &= judgement.Take(snapshot.Secondary.Computes, out IReadOnlyList<AssetDocument>? standingComputes);
        complete &= judgement.Take(snapshot.Primary.OnlineDeployments, out IReadOnlyList<AssetDocument>? deployments);
        complete &= judgement.Take(snapshot.Secondary.OnlineDeployments, out IReadOnlyList<AssetDocument>? standingDeployments);
        complete &= judgement.Take(snapshot.Secondary.Usages, out IReadOnlyList<AssetDocument>? usages);
        complete &= judgement.Take(snapshot.Secondary.Sizes, out IReadOnlyList<AssetDocument>? sizes);
        if (!complete)
        {
            return "";
        }

        QuotaNeed[] needs =
        [
            .. QuotaNeed.OfClusters(snapshot, computes!, standingComputes!),
            .. QuotaNeed.OfDeployments(snapshot, deployments!, standingDeployments!),
        ];
        var wanted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (QuotaNeed need in needs.Where(need => need.Machines > 0))
        {
            if (DatastoreFacts.Named(sizes!, need.Size) is not { } size || size.Number("vCPUs") is not { } cores || size.GetString("family") is not { } family)
            {
                judgement.Fail($"The secondary region does not offer '{need.Size}', which the {need.Subject} needs.", "Name a size that it offers in the policy's 'maps.sizes'.");
                continue;
            }

            // Low-priority machines have one limit of their own, apart from the families.
            Add(need.IsLowPriority ? QuotaLimits.LowPriority : QuotaLimits.Dedicated, need.Machines * cores);
            if (!need.IsLowPriority)
            {
                Add(QuotaLimits.Family(family), need.Machines * cores);
            }
        }

        Add(QuotaLimits.Clusters, needs.Count(need => need.IsNew));
        var limits = QuotaLimits.Read(usages!, snapshot.Secondary.Id.ToString());
        var facts = new JsonArray();
        judgement.Fact("needs", facts);
        foreach ((string key, int cores) in wanted.Where(entry => entry.Value > 0))
        {
            Judge(judgement, facts, key, cores, limits.Where(limit => limit.Key == key).ToArray());
        }

        return needs.Length == 0 ? "Nothing needs quota." : "The free quota suffices, with the reserve for upgrades.";

        void Add(string key, int cores) => wanted[key] = wanted.GetValueOrDefault(key) + cores;
    }

    private static void Judge(Judgement judgement, JsonArray facts, string key, int wanted, QuotaLimits[] limits)
    {
        if (limits.Length == 0)
        {
            judgement.Unknown($"The region's usages have no row for '{key}', of which {wanted} more are needed.", "Look the quota up in the studio, and attest it.");
        }

        foreach (QuotaLimits limit in limits)
        {
            facts.Add(new JsonObject { ["quota"] = limit.Name, ["needed"] = wanted, ["used"] = limit.Used, ["limit"] = limit.Limit });
            if (wanted > limit.Limit - limit.Used)
            {
                judgement.Fail($"{limit.Name}: {wanted} more are needed; {limit.Used} of {limit.Limit} are in use, {Math.Max(0, limit.Limit - limit.Used)} are free.", Ask);
            }
        }
    }
}
