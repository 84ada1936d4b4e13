using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Kinds;
using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.Policies;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Operations.Execution;

/// <summary>
/// Tells on the way back whether a version that both sides hold was changed in the secondary: by what the primary last looked like before the sides
/// parted. What only the sides' roles make differ counts for nothing, and neither do the policy's patches, which are the secondary's alone.
/// </summary>
public static class FailbackJudge
{
    private static readonly string[] Weights = ["traffic", "mirrorTraffic"];

    /// <summary>Judges a version.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="brought">The secondary's document as the primary should hold it, without secrets.</param>
    /// <param name="standing">The writable part of what the primary holds, without secrets.</param>
    /// <param name="seen">The writable part of what the primary held when it was last seen, without secrets; null when nobody knows.</param>
    /// <param name="policy">The pair's policy, not that of its way back.</param>
    /// <returns>The conflict; null when the secondary has not changed it, or both sides say the same.</returns>
    public static FailbackConflict? Judge(
        AssetId asset, IAssetKind kind, JsonObject brought, JsonObject standing, JsonObject? seen, PairPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(policy);
        if (seen is not null && Differ(asset, kind, brought, seen, policy).Count == 0)
        {
            return null;
        }

        List<FieldDifference> differences = Differ(asset, kind, brought, standing, policy);
        return differences.Count == 0 ? null : new FailbackConflict(
            asset,
            [.. differences.Where(difference => difference.IsImmutable(kind)).Select(difference => difference.Field)],
            [.. differences.Where(difference => !difference.IsImmutable(kind)).Select(difference => difference.Field)]);
    }

    private static List<FieldDifference> Differ(AssetId asset, IAssetKind kind, JsonObject brought, JsonObject other, PairPolicy policy) =>
    [
        .. DocumentComparer.Compare(WithoutZeros(brought), WithoutZeros(other)).Where(difference =>
            !OperatedFields.Of(kind.Name).Any(field => field.IsOrContains(difference.Place))
            && !policy.Patches.Any(patch => patch.IsFor(asset) && patch.Sets(difference.Field))
            && !IsInRegistry(difference, policy) && !IsOfJob(difference)),
    ];

    // What a registry carries is named by its place there in the secondary, and by its own name in the primary.
    private static bool IsInRegistry(FieldDifference difference, PairPolicy policy) =>
        policy.Registry is { } registry
        && difference.Expected?.StartsWith($"\"azureml://registries/{registry.Name}/", StringComparison.OrdinalIgnoreCase) == true;

    // What a job left is named by the job in the primary; the secondary lacks the job and names the place where it stands, which is the same.
    private static bool IsOfJob(FieldDifference difference) =>
        TryRead(difference.Actual) is JobOutputReference { Output: JobOutputReference.ArtifactsOutput } output
        && TryRead(difference.Expected) is DatastorePathReference place
        && string.Equals(place.Datastore, SystemDatastores.Artifacts, StringComparison.OrdinalIgnoreCase)
        && place.Path.TrimEnd('/') == ReferenceTranslator.ArtifactPath(output).TrimEnd('/');

    private static AssetReference? TryRead(string? json) =>
        json is ['"', ..] && JsonNode.Parse(json) is JsonValue value && ReferenceParser.TryParse(value.GetValue<string>(), out AssetReference? reference) ? reference : null;

    // A deployment that is named with no share of the traffic is as good as one that is not named.
    private static JsonObject WithoutZeros(JsonObject body)
    {
        JsonObject copy = body.DeepClone().AsObject();
        foreach (JsonObject weights in Weights.Select(member => copy["properties"]?[member]).OfType<JsonObject>())
        {
            foreach (string name in weights.Where(entry => entry.Value is JsonValue value && value.TryGetValue(out int weight) && weight == 0)
                .Select(entry => entry.Key).ToArray())
            {
                weights.Remove(name);
            }
        }

        return copy;
    }
}
