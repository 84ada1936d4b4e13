using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;

namespace AmlDr.Core.Kinds;

/// <summary>
/// What a field says of the reference in it. The shorthand <c>azureml:name:version</c> and the bare name of a compute do not say of which kind
/// they are; the name of the field does, or the type that stands next to it.
/// </summary>
internal static class ReferenceFields
{
    // Written without underscores: component specifications and pipelines say default_compute where jobs say computeId.
    private static readonly FrozenDictionary<string, string> KindsByName = new Dictionary<string, string>
    {
        ["environment"] = KindNames.Environment,
        ["environmentid"] = KindNames.Environment,
        ["code"] = KindNames.Code,
        ["codeid"] = KindNames.Code,
        ["component"] = KindNames.Component,
        ["componentid"] = KindNames.Component,
        ["preprocessingcomponentid"] = KindNames.Component,
        ["model"] = KindNames.Model,
        ["modelid"] = KindNames.Model,
        ["dataid"] = KindNames.Data,
        ["compute"] = KindNames.Compute,
        ["computeid"] = KindNames.Compute,
        ["defaultcompute"] = KindNames.Compute,
        ["datastore"] = KindNames.Datastore,
        ["datastoreid"] = KindNames.Datastore,
        ["defaultdatastore"] = KindNames.Datastore,
        ["deploymentid"] = KindNames.OnlineDeployment,
        ["entities"] = KindNames.FeatureStoreEntity,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Types of inputs and outputs, in every spelling that tools have used (facts/aml-rest.md 2.11; 'UriFile' is the older form of 'uri_file').
    private static readonly FrozenDictionary<string, string> KindsByType = new Dictionary<string, string>
    {
        ["urifile"] = KindNames.Data,
        ["urifolder"] = KindNames.Data,
        ["mltable"] = KindNames.Data,
        ["custommodel"] = KindNames.Model,
        ["mlflowmodel"] = KindNames.Model,
        ["tritonmodel"] = KindNames.Model,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] TypeMembers = ["jobInputType", "job_input_type", "jobOutputType", "job_output_type", "type", "modelType"];

    /// <summary>Says of which kind an asset is that a field names without its kind.</summary>
    /// <param name="place">The property names and array positions that lead to the field.</param>
    /// <param name="body">The document, for the type next to the field; null to go by the name alone.</param>
    /// <returns>The kind's name; null when nothing tells.</returns>
    public static string? KindOf(IReadOnlyList<string> place, JsonNode? body = null)
    {
        // Elements of a list are named by their list; 'assetId' and 'target' by what they stand in.
        string? name = place.LastOrDefault(step => !step.All(char.IsDigit) && step is not ("assetId" or "target"));
        return name is null ? null
            : KindsByName.TryGetValue(Plain(name), out string? kind) ? kind
            : KindByType(place, body);
    }

    private static string? KindByType(IReadOnlyList<string> place, JsonNode? body)
    {
        JsonNode? parent = body;
        foreach (string step in place.Take(place.Count - 1))
        {
            parent = parent switch
            {
                JsonObject members => members[step],
                JsonArray items when int.TryParse(step, CultureInfo.InvariantCulture, out int position) && position < items.Count => items[position],
                _ => null,
            };
        }

        return parent is JsonObject siblings
            ? TypeMembers
                .Select(member => siblings[member] is JsonValue value && value.TryGetValue(out string? type)
                    ? KindsByType.GetValueOrDefault(Plain(type))
                    : null)
                .FirstOrDefault(kind => kind is not null)
            : null;
    }

    private static string Plain(string text) => text.Replace("_", "", StringComparison.Ordinal);
}
