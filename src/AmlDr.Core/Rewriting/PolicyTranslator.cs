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
    private const string SizePrefix = "Standard_";

    private static readonly FieldPath Identities = FieldPath.Of("**.identity");

    public static string Translate(IReadOnlyList<string> place, string text, IAssetKind kind, RewriteContext context, ICollection<Finding> findings)
    {
        PolicyMaps maps = context.Policy.Maps;
        string field = string.Join('.', place);
        return Covers(kind.Fields.Regions, place) ? TranslateRegion(text, context)
            : Covers(kind.Fields.Sizes, place) ? TranslateSize(field, text, context, findings)
            : Covers(kind.Fields.Subnets, place) ? FromMap(maps.Subnets, "subnet", "maps.subnets", field, text, findings)
            : Covers(kind.Fields.Identities, place) ? TranslateIdentity(field, text, context.Policy, findings)
            : Covers(kind.Fields.AttachedResources, place)
                ? FromMap(maps.AttachedResources, "attached resource", "maps.attachedResources", field, text, findings)
            : text;
    }

    /// <summary>Translates an identifier of a user-assigned identity: its resource identifier, client identifier or object identifier.</summary>
    public static string TranslateIdentity(string field, string identity, PairPolicy policy, ICollection<Finding> findings) =>
        FromMap(policy.Maps.Identities, "user-assigned identity", "maps.identities", field, identity, findings);

    /// <summary>Translates the keys of every <c>identity.userAssignedIdentities</c>, which are identifiers.</summary>
    public static void TranslateIdentities(JsonObject body, PairPolicy policy, ICollection<Finding> findings)
    {
        foreach (JsonObject identity in DocumentFields.Select(body, Identities).OfType<JsonObject>())
        {
            if (identity["userAssignedIdentities"] is not JsonObject assigned)
            {
                continue;
            }

            var translated = new JsonObject();
            foreach (string id in assigned.Select(entry => entry.Key))
            {
                translated[TranslateIdentity($"{Field(identity)}.userAssignedIdentities", id, policy, findings)] = new JsonObject();
            }

            identity["userAssignedIdentities"] = translated;
        }
    }

    /// <summary>Says whether one of several paths names a place.</summary>
    public static bool Covers(IReadOnlyList<FieldPath> paths, IReadOnlyList<string> place) => paths.Any(path => path.Covers(place));

    // Instance types of Kubernetes clusters stand in the same fields; their names cannot hold an underscore.
    private static string TranslateSize(string field, string text, RewriteContext context, ICollection<Finding> findings)
    {
        string size = PolicyMaps.Find(context.Policy.Maps.Sizes, text) ?? text;
        if (context.OfferedSizes is { } offered && size.StartsWith(SizePrefix, StringComparison.OrdinalIgnoreCase) && !offered.Contains(size))
        {
            findings.Add(new Finding(
                "SizeNotOffered", field, size,
                $"The region {context.Secondary.Location} does not offer this size for machine learning; name one that it offers in the policy's 'maps.sizes'."));
        }

        return size;
    }

    private static string TranslateRegion(string text, RewriteContext context)
    {
        string plain = text.Replace(" ", "", StringComparison.Ordinal);
        return string.Equals(plain, context.Primary.Location, StringComparison.OrdinalIgnoreCase)
            ? context.Secondary.Location
            : PolicyMaps.Find(context.Policy.Maps.Regions, plain) ?? text;
    }

    private static string FromMap(
        IReadOnlyDictionary<string, string> map, string what, string setting, string field, string text, ICollection<Finding> findings)
    {
        if (PolicyMaps.Find(map, text) is { } known)
        {
            return known;
        }

        // What the map gives may stand here already: a body that is adapted again.
        if (!map.Values.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            findings.Add(new Finding("UnmappedResource", field, text, $"Name the {what} of the secondary in the policy's '{setting}'."));
        }

        return text;
    }

    // "$.properties.action" without the dollar sign.
    private static string Field(JsonNode node) => node.GetPath() is { Length: > 2 } path ? path[2..] : "";
}
