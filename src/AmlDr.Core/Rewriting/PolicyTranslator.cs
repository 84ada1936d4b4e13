using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Translates what only an operator can know: subnets, identities, sizes and attached resources by the policy's maps, regions by the pair.
/// An identifier that both regions cannot share and that no map names is refused.
/// </summary>
internal static class PolicyTranslator
{
    public static string Translate(IReadOnlyList<string> place, string text, IAssetKind kind, RewriteContext context, ICollection<Finding> findings)
    {
        PolicyMaps maps = context.Policy.Maps;
        string field = string.Join('.', place);
        return Covers(kind.Fields.Regions, place) ? TranslateRegion(text, context)
            : Covers(kind.Fields.Sizes, place) ? PolicyMaps.Find(maps.Sizes, text) ?? text
            : Covers(kind.Fields.Subnets, place) ? FromMap(maps.Subnets, "subnet", "maps.subnets", field, text, findings)
            : Covers(kind.Fields.AttachedResources, place)
                ? FromMap(maps.AttachedResources, "attached resource", "maps.attachedResources", field, text, findings)
            : text;
    }

    /// <summary>Translates the keys of <c>identity.userAssignedIdentities</c>, which are identifiers.</summary>
    public static void TranslateIdentities(JsonObject body, RewriteContext context, ICollection<Finding> findings)
    {
        if (body["identity"]?["userAssignedIdentities"] is not JsonObject assigned)
        {
            return;
        }

        var translated = new JsonObject();
        foreach (string id in assigned.Select(entry => entry.Key))
        {
            translated[FromMap(
                context.Policy.Maps.Identities, "user-assigned identity", "maps.identities", "identity.userAssignedIdentities", id, findings)] = new JsonObject();
        }

        body["identity"]!["userAssignedIdentities"] = translated;
    }

    private static string TranslateRegion(string text, RewriteContext context) =>
        string.Equals(text.Replace(" ", "", StringComparison.Ordinal), context.Primary.Location, StringComparison.OrdinalIgnoreCase)
            ? context.Secondary.Location
            : text;

    private static string FromMap(
        IReadOnlyDictionary<string, string> map, string what, string setting, string field, string text, ICollection<Finding> findings)
    {
        if (PolicyMaps.Find(map, text) is { } known)
        {
            return known;
        }

        // What the map gives may be mapped already: a document on its way back.
        if (!map.Values.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            findings.Add(new Finding("UnmappedResource", field, text, $"Name the {what} of the secondary in the policy's '{setting}'."));
        }

        return text;
    }

    private static bool Covers(IReadOnlyList<FieldPath> paths, IReadOnlyList<string> place) => paths.Any(path => path.Covers(place));
}
