using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Operations.Planning;

/// <summary>
/// Plans what brings the primary back to full strength. What it held before stands there as it ran; schedules were disabled by the failover or run
/// in the secondary now, and what was registered there meanwhile comes with its own strength.
/// </summary>
internal static class ReturnPlanner
{
    public static Activation Plan(PlanFacts facts)
    {
        var steps = new List<PlanStep>();
        var schedules = new List<AssetId>();
        var endpoints = new List<AssetId>();
        foreach (KnownAsset asset in facts.Assets.OrderBy(asset => asset.Asset.Kind, StringComparer.Ordinal)
            .ThenBy(asset => asset.Asset.Name, StringComparer.Ordinal).ThenBy(asset => asset.Asset.Version, StringComparer.Ordinal))
        {
            if (asset.Asset.Kind is KindNames.OnlineEndpoint or KindNames.BatchEndpoint)
            {
                endpoints.Add(asset.Asset);
            }

            if (asset.Asset.Kind == KindNames.Schedule && asset.Document?.GetBoolean("properties", "isEnabled") != false)
            {
                schedules.Add(asset.Asset);
            }

            if (StepFor(facts, asset) is { } step)
            {
                steps.Add(step);
            }
        }

        return new Activation(steps, endpoints, schedules, []);
    }

    private static PlanStep? StepFor(PlanFacts facts, KnownAsset asset) => asset.Asset.Kind switch
    {
        KindNames.Schedule when asset.Document?.GetBoolean("properties", "isEnabled") != false =>
            Step(facts, StepAction.EnableSchedule, asset.Asset, "It is enabled in the secondary."),
        KindNames.Compute when IsNew(asset) && Has(asset.Document, node => node is JsonValue value && value.TryGetValue(out int least) && least > 0, "properties", "properties", "scaleSettings", "minNodeCount") =>
            Step(facts, StepAction.ScaleCompute, asset.Asset, "It was made in the secondary and keeps nodes running there."),
        KindNames.OnlineEndpoint when TakesTraffic(facts, asset) && Has(asset.Document, node => node is JsonObject { Count: > 0 }, "properties", "traffic") =>
            Step(facts, StepAction.SetTraffic, asset.Asset, "Its traffic goes to the deployments that it goes to in the secondary."),
        KindNames.BatchEndpoint when TakesTraffic(facts, asset) && Has(asset.Document, node => node is JsonValue, "properties", "defaults", "deploymentName") =>
            Step(facts, StepAction.SetDefaultDeployment, asset.Asset, "Its default deployment is the secondary's."),
        _ => null,
    };

    private static bool IsNew(KnownAsset asset) => asset.State is null or AssetState.Failed or AssetState.Refused or AssetState.Mirroring;

    // Whose traffic was changed in the secondary is a conflict, which the policy decides.
    private static bool TakesTraffic(PlanFacts facts, KnownAsset asset) =>
        IsNew(asset) || facts.Policy.FailbackConflicts == FailbackConflicts.PreferSecondary;

    private static bool Has(AssetDocument? document, Func<JsonNode, bool> isMeant, params ReadOnlySpan<string> path) =>
        document is not null && document.TryGet(path, out JsonNode? node) && isMeant(node);

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
