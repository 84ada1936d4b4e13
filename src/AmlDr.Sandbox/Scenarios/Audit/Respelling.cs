using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Audit;

/// <summary>Spells documents of the secondary otherwise, as a service may: keys in another order, identifiers in another case, spans, defaults left out.</summary>
internal static partial class Respelling
{
    private static readonly HashSet<string> Kinds =
        ["model", "environment", "data", "component", "code", "onlineDeployment", "batchDeployment", "compute", "schedule"];

    private static readonly HashSet<string> Spans = ["requestTimeout", "maxQueueWait", "period", "timeout", "initialDelay", "nodeIdleTimeBeforeScaleDown"];

    /// <summary>Spells the documents of some assets otherwise.</summary>
    /// <returns>The documents as they were, by identifier; of those alone that were changed.</returns>
    public static IReadOnlyDictionary<string, JsonObject> Apply(SimulatedAzure azure, IEnumerable<SeedAsset> assets)
    {
        Dictionary<string, JsonObject> changed = new(StringComparer.OrdinalIgnoreCase);
        foreach (SeedAsset asset in assets.Where(asset => Kinds.Contains(asset.Kind) && !asset.HasSecrets))
        {
            string id = $"{azure.World.Secondary.ResourceId}/{asset.Path}";
            if (azure.Resources.Get(id) is not { } document)
                continue;
            JsonObject before = (JsonObject)document.DeepClone();
            JsonObject properties = document["properties"]!.AsObject();
            foreach (string name in (string[])["isArchived", "isAnonymous"])
            {
                if (properties[name] is JsonValue value && value.TryGetValue(out bool truth) && !truth)
                    properties.Remove(name);
            }

            bool hasSpans = asset.Kind is "onlineDeployment" or "batchDeployment" or "compute";
            JsonObject body = (JsonObject)Turn(document, "", hasSpans)!;
            azure.Resources.Put(id, body);
            if (azure.Resources.Get(id)!.ToJsonString() != before.ToJsonString())
                changed[id] = before;
        }

        return changed;
    }

    private static JsonNode? Turn(JsonNode? node, string name, bool hasSpans) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, Turn(member.Value, member.Key, hasSpans && name != "tags")))),
        JsonArray items => new JsonArray([.. items.Select(item => Turn(item, name, hasSpans))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Spell(text, name, hasSpans)),
        _ => node?.DeepClone(),
    };

    private static string Spell(string text, string name, bool hasSpans) =>
        hasSpans && Spans.Contains(name) && Minutes().Match(text) is { Success: true } minutes
            ? string.Create(CultureInfo.InvariantCulture, $"PT{60 * int.Parse(minutes.Groups[1].Value, CultureInfo.InvariantCulture)}S")
            : name.EndsWith("Id", StringComparison.Ordinal) && text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
                ? text.Replace("/resourceGroups/", "/RESOURCEGROUPS/", StringComparison.OrdinalIgnoreCase)
            : text;

    [GeneratedRegex(@"\APT(\d+)M\z")]
    private static partial Regex Minutes();
}
