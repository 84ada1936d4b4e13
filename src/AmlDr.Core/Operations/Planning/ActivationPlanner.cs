using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Operations.Planning;

/// <summary>Plans what brings the other side to full strength: which assets are made, scaled, given traffic, enabled; which will be missing and why.</summary>
internal sealed class ActivationPlanner(KindCatalog kinds)
{
    private readonly DependencyFinder _finder = new(kinds);

    public Activation Plan(PlanFacts facts)
    {
        var known = new AssetAvailability(facts, kinds, _finder);
        var steps = new List<PlanStep>();
        var made = new Dictionary<AssetId, string>();
        var schedules = new List<AssetId>();
        var endpoints = new List<AssetId>();

        // In the order of the kinds what others need comes first, so that its step is known when they are planned.
        foreach (KnownAsset asset in known.Operable)
        {
            foreach (PlanStep step in StepsFor(facts, asset, known, schedules))
            {
                steps.Add(step with { DependsOn = [.. DependenciesOf(facts, asset).Select(needed => made.GetValueOrDefault(needed)).OfType<string>().Distinct()] });
                made[asset.Asset] = step.Id;
            }

            if (asset.Asset.Kind is KindNames.OnlineEndpoint or KindNames.BatchEndpoint)
            {
                endpoints.Add(asset.Asset);
            }
        }

        foreach (AssetId endpoint in endpoints)
        {
            if (ServingStep(facts, known, endpoint) is { } serving)
            {
                steps.Add(serving with { DependsOn = [.. made.Where(entry => IsOf(entry.Key, endpoint)).Select(entry => entry.Value)] });
            }
        }

        return new Activation(steps, endpoints, schedules, known.Unavailable);
    }

    private static bool IsOf(AssetId asset, AssetId endpoint) => string.Equals(asset.Name, endpoint.Name, StringComparison.Ordinal)
        && (asset.Kind == endpoint.Kind || asset.Kind == DeploymentKindOf(endpoint.Kind));

    private static string DeploymentKindOf(string endpointKind) =>
        endpointKind == KindNames.OnlineEndpoint ? KindNames.OnlineDeployment : KindNames.BatchDeployment;

    private IEnumerable<AssetId> DependenciesOf(PlanFacts facts, KnownAsset asset) =>
        asset.Document is null ? [] : _finder.Find(asset.Asset, asset.Document, facts.Pair.Primary).Select(dependency => dependency.Asset)
            .Concat(kinds[asset.Asset.Kind].FindImplicitDependencies(asset.Document, asset.Asset)).Distinct();

    private static IEnumerable<PlanStep> StepsFor(PlanFacts facts, KnownAsset asset, AssetAvailability known, List<AssetId> schedules)
    {
        AssetId id = asset.Asset;
        if (known.IsToBeCreated(id))
        {
            yield return Step(facts, StepAction.CreateAsset, id, "Its tier is cold: it is made from the catalog.");
        }
        else if (id.Kind == KindNames.Compute && Number(asset.Document, "properties", "properties", "scaleSettings", "minNodeCount") > 0)
        {
            yield return Step(facts, StepAction.ScaleCompute, id, "It keeps nodes running in the primary; the mirror keeps none.");
        }
        else if (id.Kind == KindNames.OnlineDeployment && IsScaledDown(facts, asset))
        {
            yield return Step(facts, StepAction.ScaleDeployment, id, "Its tier is warm: it runs with fewer instances than in the primary.");
        }
        else if (id.Kind == KindNames.Schedule && asset.Document?.GetBoolean("properties", "isEnabled") != false)
        {
            schedules.Add(id);
            yield return Step(facts, StepAction.EnableSchedule, id, "It is enabled in the primary; the mirror keeps it disabled.");
        }
    }

    private static bool IsScaledDown(PlanFacts facts, KnownAsset asset) =>
        facts.Pair.Policy.TierOf(asset.Asset) == Tier.Warm
        && (Number(asset.Document, "sku", "capacity") > facts.Pair.Policy.WarmCapacity
            || Number(asset.Document, "properties", "scaleSettings", "minInstances") > facts.Pair.Policy.WarmCapacity);

    private static PlanStep? ServingStep(PlanFacts facts, AssetAvailability known, AssetId endpoint)
    {
        AssetDocument? document = known.DocumentOf(endpoint);
        if (endpoint.Kind == KindNames.BatchEndpoint)
        {
            return document?.GetString("properties", "defaults", "deploymentName") is { } name && known.Serves(endpoint, name)
                ? Step(facts, StepAction.SetDefaultDeployment, endpoint, $"Its default deployment is '{name}'.")
                : null;
        }

        return document is not null && document.TryGet(["properties", "traffic"], out JsonNode? node) && node is JsonObject { Count: > 0 }
            && known.MissingTraffic(endpoint) is null
            ? Step(facts, StepAction.SetTraffic, endpoint, "Its traffic goes to the deployments that it goes to in the primary.")
            : null;
    }

    private static int Number(AssetDocument? document, params ReadOnlySpan<string> path) =>
        document is not null && document.TryGet(path, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out int number) ? number : 0;

    private static PlanStep Step(PlanFacts facts, StepAction action, AssetId asset, string reason) => new()
    {
        Id = PlanStep.IdOf(action, asset),
        Action = action,
        Asset = asset,
        Group = asset.Kind,
        EstimatedSeconds = facts.Durations.Estimate(action, asset.Kind),
        Reason = reason,
    };
}
