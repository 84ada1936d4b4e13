using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Autoscale;

/// <summary>
/// The fields of an autoscale setting, for the rewriter alone: it is no asset of a workspace. Metrics of a deployment and of its endpoint stand in
/// the workspace; one that stands elsewhere, such as a queue's, must be named by the policy.
/// </summary>
internal sealed class AutoscaleSettingKind : AssetKind
{
    public const string KindName = "autoscaleSetting";

    private static readonly FieldPath MetricSources = FieldPath.Of("properties.profiles.*.rules.*.metricTrigger.metricResourceUri");

    public static AutoscaleSettingKind Instance { get; } = new();

    public override string Name => KindName;

    public override string Collection => AutoscaleSetting.Collection;

    public override KindShape Shape => KindShape.Named;

    public override KindFields Fields { get; } = new()
    {
        ReadOnly = [FieldPath.Of("etag"), FieldPath.Of("properties.provisioningState")],
        References = [FieldPath.Of("properties.targetResourceUri"), MetricSources],
        Regions =
        [
            FieldPath.Of("location"), FieldPath.Of("properties.targetResourceLocation"),
            FieldPath.Of("properties.profiles.*.rules.*.metricTrigger.metricResourceLocation"),
        ],
    };

    public override void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings)
    {
        foreach (JsonObject trigger in DocumentFields.Select(body, FieldPath.Of("properties.profiles.*.rules.*.metricTrigger")).OfType<JsonObject>())
        {
            if (DocumentFields.GetText(trigger, "metricResourceUri") is { } source && !ReferenceParser.TryParse(source, out _))
            {
                trigger["metricResourceUri"] = MapSource(source, context, findings);
            }
        }
    }

    private static string MapSource(string source, KindContext context, ICollection<Finding> findings)
    {
        IReadOnlyDictionary<string, string> map = context.Policy.Maps.AttachedResources;
        if (Policies.PolicyMaps.Find(map, source) is { } known)
        {
            return known;
        }

        if (!map.Values.Contains(source, StringComparer.OrdinalIgnoreCase))
        {
            findings.Add(new Finding(
                "UnmappedResource", MetricSources.ToString(), source,
                "The deployment is scaled by the metric of another resource; name the secondary's in the policy's 'maps.attachedResources'."));
        }

        return source;
    }
}
