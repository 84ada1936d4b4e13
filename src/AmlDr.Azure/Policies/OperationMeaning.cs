using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Azure.Options;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;

namespace AmlDr.Azure.Policies;

/// <summary>Checks of what a policy says about operations that a schema cannot make: that identifiers are ones, that each way is told from the others.</summary>
internal static partial class OperationMeaning
{
    // What the service sets by itself, or what would make another resource of it.
    private static readonly string[] NotPatched = ["id", "name", "type", "etag", "systemData", "location"];

    /// <summary>Checks a policy, as far as its structure lets it.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="secrets">How secrets are known by their names.</param>
    /// <returns>Every fault.</returns>
    public static IEnumerable<PolicyFault> Check(JsonObject policy, SecretPolicy secrets)
    {
        JsonObject traffic = policy["traffic"] as JsonObject ?? [];
        return
        [
            .. CheckPairs("frontDoor", traffic, Origin(), "give the resource identifier of an origin: /subscriptions/…/providers/Microsoft.Cdn/profiles/{profile}/originGroups/{group}/origins/{origin}.", "name two origins of one origin group."),
            .. CheckPairs("trafficManager", traffic, Endpoint(), "give the resource identifier of an endpoint: /subscriptions/…/providers/Microsoft.Network/trafficManagerProfiles/{profile}/azureEndpoints/{endpoint}, or externalEndpoints.", "name two endpoints of one profile."),
            .. CheckDns(traffic), .. CheckPatches(traffic, secrets), .. CheckWays(traffic), .. CheckBlob((policy["pointer"] as JsonObject)?["blob"]),
            .. CheckNotifications(policy["notifications"]), .. CheckVerification(policy["verification"]),
        ];
    }

    private static IEnumerable<PolicyFault> CheckPairs(string list, JsonObject traffic, Regex form, string remedy, string sameRemedy)
    {
        foreach ((string path, JsonObject way) in Ways(traffic, list))
        {
            Match primary = form.Match(Text(way, "primary")), secondary = form.Match(Text(way, "secondary"));
            foreach ((string member, Match match) in new[] { ("primary", primary), ("secondary", secondary) })
            {
                if (Text(way, member).Length > 0 && !match.Success)
                {
                    yield return new PolicyFault($"{path}.{member}", Show(way[member]), remedy);
                }
            }

            if (primary.Success && secondary.Success && (!Same(primary.Groups["in"].Value, secondary.Groups["in"].Value) || Same(primary.Value, secondary.Value)))
            {
                yield return new PolicyFault($"{path}.secondary", Show(way["secondary"]), sameRemedy);
            }
        }
    }

    private static IEnumerable<PolicyFault> CheckDns(JsonObject traffic)
    {
        foreach ((string path, JsonObject way) in Ways(traffic, "dns"))
        {
            if (Text(way, "record") is { Length: > 0 } record && !Record().IsMatch(record))
            {
                yield return new PolicyFault($"{path}.record", Show(way["record"]), "give the resource identifier of a CNAME record set: /subscriptions/…/providers/Microsoft.Network/dnsZones/{zone}/CNAME/{record}.");
            }

            foreach (string member in (string[])["primary", "secondary"])
            {
                if (Text(way, member) is { Length: > 0 } host && !Host().IsMatch(host))
                {
                    yield return new PolicyFault($"{path}.{member}", Show(way[member]), "give a host name, without scheme and path.");
                }
            }

            if (Text(way, "primary").Length > 0 && Same(Text(way, "primary").TrimEnd('.'), Text(way, "secondary").TrimEnd('.')))
            {
                yield return new PolicyFault($"{path}.secondary", Show(way["secondary"]), "name another host than the primary's.");
            }
        }
    }

    private static IEnumerable<PolicyFault> CheckPatches(JsonObject traffic, SecretPolicy secrets)
    {
        foreach ((string path, JsonObject way) in Ways(traffic, "patches"))
        {
            if (Text(way, "resource") is { Length: > 0 } resource && !Resource().IsMatch(resource))
            {
                yield return new PolicyFault($"{path}.resource", Show(way["resource"]), "give a resource identifier: /subscriptions/….");
            }

            if (Text(way, "apiVersion") is { Length: > 0 } version && !ApiVersion().IsMatch(version))
            {
                yield return new PolicyFault($"{path}.apiVersion", Show(way["apiVersion"]), "give a date such as 2024-05-01, with or without -preview.");
            }

            if (way["primary"] is not JsonObject primary || way["secondary"] is not JsonObject secondary)
            {
                continue;
            }

            foreach (PolicyFault fault in CheckFields($"{path}.primary", primary, secrets).Concat(CheckFields($"{path}.secondary", secondary, secrets)))
            {
                yield return fault;
            }

            string[] fields = [.. MergePatch.Leaves(primary).Select(leaf => leaf.Pointer).Order(StringComparer.Ordinal)];
            if (!fields.SequenceEqual(MergePatch.Leaves(secondary).Select(leaf => leaf.Pointer).Order(StringComparer.Ordinal)))
            {
                yield return new PolicyFault($"{path}.secondary", null, "set the same fields as the primary's patch, so that each takes back what the other did.");
            }
            else if (fields.Length > 0 && MergePatch.Holds(primary, secondary))
            {
                yield return new PolicyFault($"{path}.secondary", null, "it says the same as the primary's; let it say something else.");
            }
        }
    }

    private static IEnumerable<PolicyFault> CheckFields(string path, JsonObject patch, SecretPolicy secrets)
    {
        if (!MergePatch.Leaves(patch).Any())
        {
            yield return new PolicyFault(path, "{}", "set at least one field.");
        }

        foreach (string member in patch.Select(member => member.Key).Where(member => NotPatched.Contains(member, StringComparer.OrdinalIgnoreCase)))
        {
            yield return new PolicyFault($"{path}.{member}", null, "it cannot be switched; name fields of 'properties', 'sku' or 'tags'.");
        }

        foreach ((string pointer, JsonNode? value) in MergePatch.Leaves(patch))
        {
            if (value is JsonValue scalar && scalar.TryGetValue(out string? _) && secrets.IsSecret(pointer[(pointer.LastIndexOf('/') + 1)..]))
            {
                yield return new PolicyFault(path, null, $"the field {pointer} is a secret by its name, which a policy must not hold; change 'secrets.namePatterns' if it is none.");
            }
        }
    }

    private static IEnumerable<PolicyFault> CheckWays(JsonObject traffic)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { WorkspacePointer.PointerName };
        var resources = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string path, JsonObject way) in ((string[])["frontDoor", "trafficManager", "dns", "patches"]).SelectMany(list => Ways(traffic, list)))
        {
            if (Text(way, "name") is { Length: > 0 } name && !Name().IsMatch(name))
            {
                yield return new PolicyFault($"{path}.name", Show(way["name"]), "use 1 to 40 lower-case letters, digits and single dashes.");
            }
            else if (Text(way, "name") is { Length: > 0 } taken && !names.Add(taken))
            {
                yield return new PolicyFault($"{path}.name", Show(way["name"]), "give every way a name of its own.");
            }

            // Two equal members of one pair have their own fault.
            string[] members = way.ContainsKey("record") ? ["record"] : way.ContainsKey("resource") ? ["resource"] : ["primary", "secondary"];
            foreach (string member in members.DistinctBy(member => Text(way, member), StringComparer.OrdinalIgnoreCase))
            {
                if (Text(way, member).Length > 0 && !resources.Add(Text(way, member)))
                {
                    yield return new PolicyFault($"{path}.{member}", Show(way[member]), "another way switches it already; keep one of them.");
                }
            }
        }
    }

    private static IEnumerable<PolicyFault> CheckBlob(JsonNode? blob)
    {
        if (PolicyMeaning.Text(blob) is { Length: > 0 } address
            && (!AmlDrOptionsValidator.IsAddress(address, out Uri? parsed) || parsed.Query.Length > 0 || parsed.Fragment.Length > 0 || parsed.UserInfo.Length > 0
                || parsed.Segments.Length < 3 || address.EndsWith('/')))
        {
            // A query would be a signature: the value is not repeated.
            yield return new PolicyFault("$.pointer.blob", null, "give the address of a blob, without a query: https://{account}.blob.core.windows.net/{container}/config.json.");
        }
    }

    private static IEnumerable<PolicyFault> CheckNotifications(JsonNode? rules)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return PolicyMeaning.Items(rules)
            .Where(item => (item.Node as JsonObject)?["target"] is { } target && PolicyMeaning.Text(target) is { Length: > 0 } name && !seen.Add(name))
            .Select(item => new PolicyFault($"$.notifications[{item.Position}].target", Show(item.Node!["target"]), "it stands there twice; put its events together."));
    }

    private static IEnumerable<PolicyFault> CheckVerification(JsonNode? samples)
    {
        var seen = new List<string>();
        foreach ((int position, JsonNode? node) in PolicyMeaning.Items(samples))
        {
            if (node is not JsonObject sample || Text(sample, "endpoint") is not { Length: > 0 } endpoint)
            {
                continue;
            }

            if (sample.ContainsKey("request") && sample["request"] is null)
            {
                yield return new PolicyFault($"$.verification[{position}].request", "null", "give the body that is sent.");
            }

            if (seen.FindIndex(earlier => earlier.All(letter => letter == '*') || Same(earlier, endpoint)) is >= 0 and var first)
            {
                yield return new PolicyFault(
                    $"$.verification[{position}].endpoint", Show(sample["endpoint"]), $"it never counts, because $.verification[{first}] takes everything before it; put it first, or remove it.");
            }

            seen.Add(endpoint);
        }
    }

    private static IEnumerable<(string Path, JsonObject Way)> Ways(JsonObject traffic, string list) =>
        PolicyMeaning.Items(traffic[list]).Where(item => item.Node is JsonObject).Select(item => ($"$.traffic.{list}[{item.Position}]", item.Node!.AsObject()));

    private static string Text(JsonObject node, string member) => PolicyMeaning.Text(node[member]) ?? "";

    private static string? Show(JsonNode? node) => node?.ToJsonString();

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\A(?<in>/subscriptions/[^/]+/resourcegroups/[^/]+/providers/Microsoft\.Cdn/profiles/[^/]+/originGroups/[^/]+)/origins/[^/]+\z", Options)]
    private static partial Regex Origin();

    [GeneratedRegex(@"\A(?<in>/subscriptions/[^/]+/resourcegroups/[^/]+/providers/Microsoft\.Network/trafficManagerProfiles/[^/]+)/(azureEndpoints|externalEndpoints)/[^/]+\z", Options)]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"\A/subscriptions/[^/]+/resourcegroups/[^/]+/providers/Microsoft\.Network/dnsZones/[^/]+/CNAME/[^/]+\z", Options)]
    private static partial Regex Record();

    [GeneratedRegex(@"\A/subscriptions/[^/?#]+(/[^/?#]+){3,}\z", Options)]
    private static partial Regex Resource();

    [GeneratedRegex(@"\A(?=.{1,254}\z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+\.?\z", Options)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}(-preview)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ApiVersion();

    [GeneratedRegex(@"\A(?=.{1,40}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
