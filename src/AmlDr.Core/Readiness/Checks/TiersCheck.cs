using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Endpoints and deployments stand as their tier says.</summary>
internal sealed class TiersCheck() : ReadinessCheck(
    "tiers", 26, "Tiers", "Hot: the same endpoints run in both. Warm: they are deployed, scaled down. Cold: what they need is there.")
{
    private const string Mirror = "Let a sweep mirror it (POST sweeps); GET assets?kind=… says why it did not.";

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool complete = judgement.Take(snapshot.Primary.OnlineEndpoints, out IReadOnlyList<AssetDocument>? endpoints);
        complete &= judgement.Take(snapshot.Secondary.OnlineEndpoints, out IReadOnlyList<AssetDocument>? theirEndpoints);
        complete &= judgement.Take(snapshot.Primary.OnlineDeployments, out IReadOnlyList<AssetDocument>? deployments);
        complete &= judgement.Take(snapshot.Secondary.OnlineDeployments, out IReadOnlyList<AssetDocument>? theirDeployments);
        complete &= judgement.Take(snapshot.Primary.BatchEndpoints, out IReadOnlyList<AssetDocument>? batch);
        complete &= judgement.Take(snapshot.Secondary.BatchEndpoints, out IReadOnlyList<AssetDocument>? theirBatch);
        complete &= judgement.Take(snapshot.Primary.BatchDeployments, out IReadOnlyList<AssetDocument>? batchDeployments);
        complete &= judgement.Take(snapshot.Secondary.BatchDeployments, out IReadOnlyList<AssetDocument>? theirBatchDeployments);
        if (!complete)
        {
            return "";
        }

        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        JudgeEndpoints(KindNames.OnlineEndpoint, endpoints!, theirEndpoints!);
        JudgeEndpoints(KindNames.BatchEndpoint, batch!, theirBatch!);
        JudgeDeployments(KindNames.OnlineDeployment, deployments!, theirDeployments!);
        JudgeDeployments(KindNames.BatchDeployment, batchDeployments!, theirBatchDeployments!);
        judgement.Fact("tiers", new JsonObject(counts.Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value))));
        return counts.Count == 0 ? "The primary has no endpoints." : "Every endpoint and deployment stands as its tier says.";

        void JudgeEndpoints(string kind, IReadOnlyList<AssetDocument> ours, IReadOnlyList<AssetDocument> theirs)
        {
            foreach ((AssetId asset, AssetDocument endpoint, Tier tier) in TakingPart(snapshot, ours, document => new AssetId(kind, document.ResourceName ?? "", "")))
            {
                counts[$"{kind} {tier}"] = counts.GetValueOrDefault($"{kind} {tier}") + 1;
                if (tier != Tier.Cold && Stands(judgement, asset, tier, DatastoreFacts.Named(theirs, asset.Name)) is { } namesake && kind == KindNames.OnlineEndpoint
                    && Traffic(endpoint) == 100 && Traffic(namesake) != 100)
                {
                    judgement.Fail($"The traffic of the endpoint '{asset.Name}' sums to {Traffic(namesake)} in the secondary, not to 100.", Mirror);
                }
            }
        }

        void JudgeDeployments(string kind, IReadOnlyList<AssetDocument> ours, IReadOnlyList<AssetDocument> theirs)
        {
            foreach ((AssetId asset, AssetDocument deployment, Tier tier) in TakingPart(snapshot, ours, document => DeploymentFacts.Id(kind, document)))
            {
                counts[$"{kind} {tier}"] = counts.GetValueOrDefault($"{kind} {tier}") + 1;
                if (tier != Tier.Cold
                    && Stands(judgement, asset, tier, theirs.FirstOrDefault(document => DeploymentFacts.Id(kind, document) == asset)) is { } namesake
                    && kind == KindNames.OnlineDeployment && deployment.Property("endpointComputeType").Is("Managed"))
                {
                    JudgeCapacity(snapshot, judgement, asset, tier, deployment, namesake);
                }
            }
        }
    }

    private static IEnumerable<(AssetId Asset, AssetDocument Document, Tier Tier)> TakingPart(
        ReadinessSnapshot snapshot, IReadOnlyList<AssetDocument> documents, Func<AssetDocument, AssetId> id) =>
        documents.Select(document => (Asset: id(document), Document: document))
            .Where(one => snapshot.Pair.Policy.Includes(one.Asset, one.Document))
            .Select(one => (one.Asset, one.Document, snapshot.Pair.Policy.TierOf(one.Asset)));

    private static AssetDocument? Stands(Judgement judgement, AssetId asset, Tier tier, AssetDocument? namesake)
    {
        string what = asset.Version.Length == 0 ? $"{asset.Kind} '{asset.Name}'" : $"{asset.Kind} '{asset.Name}/{asset.Version}'";
        if (namesake is null)
        {
            judgement.Fail($"The secondary has no {what}, whose tier is {tier}.", Mirror);
        }
        else if (!(namesake.Property("provisioningState") ?? "Succeeded").Is("Succeeded"))
        {
            judgement.Fail(
                $"The {what} of the secondary is not in order: 'properties.provisioningState' is '{namesake.Property("provisioningState")}'.",
                "Wait when it is being updated; else look at its logs, and let it be made anew.");
        }

        return namesake;
    }

    private static void JudgeCapacity(
        ReadinessSnapshot snapshot, Judgement judgement, AssetId asset, Tier tier, AssetDocument deployment, AssetDocument namesake)
    {
        int ours = deployment.Number("sku", "capacity") ?? 1;
        int wanted = tier == Tier.Hot ? ours : Math.Min(ours, snapshot.Pair.Policy.WarmCapacity);
        int standing = namesake.Number("sku", "capacity") ?? 1;
        if (standing >= wanted)
        {
            return;
        }

        // Autoscale changes the number of instances on purpose; what counts then is that both sides have it.
        bool read = judgement.Take(snapshot.Primary.AutoscaleSettings, out IReadOnlyList<AssetDocument>? settings);
        bool otherRead = judgement.Take(snapshot.Secondary.AutoscaleSettings, out IReadOnlyList<AssetDocument>? others);
        if (read && otherRead && !(IsScaled(settings!, deployment) && IsScaled(others!, namesake)))
        {
            judgement.Fail($"The deployment '{asset.Name}/{asset.Version}' has {standing} instances in the secondary; its tier {tier} asks for {wanted}.", Mirror);
        }
    }

    private static bool IsScaled(IReadOnlyList<AssetDocument> settings, AssetDocument deployment) =>
        settings.Any(setting => ArmNames.Same(setting.Property("targetResourceUri"), deployment.ResourceId));

    private static int Traffic(AssetDocument endpoint) =>
        endpoint.TryGet(["properties", "traffic"], out JsonNode? node) && node is JsonObject shares
            ? shares.Sum(share => share.Value is JsonValue value && value.TryGetValue(out int percent) ? percent : 0)
            : 0;
}
