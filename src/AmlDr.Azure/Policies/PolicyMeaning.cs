using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Policies;

/// <summary>Checks what a schema cannot: that identifiers are ones, that rules can take effect, that no secret stands in the file.</summary>
internal static partial class PolicyMeaning
{
    private static readonly KindCatalog Kinds = KindCatalog.CreateDefault();

    // Their values are translated again when secrets are merged into a body, so a counterpart must not have one itself.
    private static readonly string[] TranslatedAgain = ["storageAccounts", "identities"];

    private static readonly string[] CarriedByRegistry =
        [KindNames.Model, KindNames.Environment, KindNames.Data, KindNames.Component, KindNames.Code];

    /// <summary>Checks a policy, as far as its structure lets it.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>Every fault.</returns>
    public static IEnumerable<PolicyFault> Check(JsonObject policy) =>
    [
        .. CheckExclude(policy["exclude"]), .. CheckTiers(policy["tiers"]), .. CheckKeys("$.datastores", policy["datastores"]),
        .. CheckMaps(policy["maps"] as JsonObject), .. CheckPatches(policy, SecretsOf(policy)),
        .. CheckRegistry(policy["registry"]), .. OperationMeaning.Check(policy, SecretsOf(policy)),
    ];

    private static IEnumerable<PolicyFault> CheckExclude(JsonNode? exclude) =>
        Items(exclude).Where(item => item.Node is JsonObject filter && filter["kind"] is null && IsEverything(Text(filter["name"])) && filter["tags"] is not JsonObject { Count: > 0 })
            .Select(item => new PolicyFault($"$.exclude[{item.Position}]", item.Node!.ToJsonString(), "it leaves everything out; name a kind, a name or tags."));

    private static IEnumerable<PolicyFault> CheckTiers(JsonNode? tiers)
    {
        (int Position, JsonNode? Node)[] rules = [.. Items(tiers)];
        foreach ((int position, JsonNode? rule) in rules)
        {
            int first = Array.FindIndex(rules, earlier => Covers(earlier.Node, rule));
            if (first >= 0 && first < position)
            {
                yield return new PolicyFault(
                    $"$.tiers[{position}]", rule!.ToJsonString(), $"it never counts, because $.tiers[{first}] takes everything before it; put it first, or remove it.");
            }
        }

        static bool Covers(JsonNode? earlier, JsonNode? later) =>
            earlier is JsonObject one && later is JsonObject other
            && (one["kind"] is null || Same(Text(one["kind"]), Text(other["kind"])))
            && (IsEverything(Text(one["name"])) || Same(Text(one["name"]), Text(other["name"])));
    }

    private static IEnumerable<PolicyFault> CheckMaps(JsonObject? maps)
    {
        foreach ((string map, JsonNode? node) in maps ?? [])
        {
            foreach (PolicyFault fault in CheckKeys($"$.maps.{map}", node))
            {
                yield return fault;
            }

            if (node is not JsonObject entries || Form(map) is not { } form)
            {
                continue;
            }

            foreach ((string key, JsonNode? value) in entries)
            {
                string path = Member($"$.maps.{map}", key);
                if (!form.Key.IsMatch(key))
                {
                    yield return new PolicyFault(path, null, $"the name of the primary's is not one: {form.Remedy}");
                }

                if (Text(value) is { Length: > 0 } text && !form.Value.IsMatch(text))
                {
                    yield return new PolicyFault(path, value!.ToJsonString(), form.Remedy);
                }
                else if (Text(value) is { } counterpart && TranslatedAgain.Contains(map) && !Same(AccountName(counterpart), key)
                    && entries.Any(other => Same(other.Key, AccountName(counterpart)) && !Same(other.Key, Text(other.Value))))
                {
                    yield return new PolicyFault(path, value!.ToJsonString(), "this counterpart has a counterpart itself; name each of them on one side only.");
                }
            }
        }
    }

    private static IEnumerable<PolicyFault> CheckKeys(string path, JsonNode? node)
    {
        string[] keys = [.. (node as JsonObject ?? []).Select(entry => entry.Key)];
        return keys.Where(key => key.Length == 0).Select(_ => new PolicyFault(Member(path, ""), null, "its name is empty; give the primary's."))
            .Concat(keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
                .Select(group => new PolicyFault(Member(path, group.Last()), null, "it stands there twice, because case does not count; keep one.")));
    }

    private static SecretPolicy SecretsOf(JsonObject policy) => (policy["secrets"] as JsonObject)?["namePatterns"] is JsonArray patterns
        ? new SecretPolicy { NamePatterns = [.. patterns.Select(Text).OfType<string>()] }
        : new SecretPolicy();

    private static IEnumerable<PolicyFault> CheckPatches(JsonObject policy, SecretPolicy secrets)
    {
        foreach ((int position, JsonNode? patch) in Items(policy["patches"]))
        {
            if (patch is not JsonObject members || Text(members["kind"]) is not { } name || !Kinds.TryGet(name, out IAssetKind? kind))
            {
                continue;
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach ((int at, JsonNode? operation) in Items(members["set"]))
            {
                if (operation is JsonObject change && Text(change["field"]) is { Length: > 0 } field
                    && CheckField(field, change["value"], kind, secrets, seen) is { } remedy)
                {
                    yield return new PolicyFault($"$.patches[{position}].set[{at}].field", change["field"]!.ToJsonString(), remedy);
                }
            }
        }
    }

    private static string? CheckField(string field, JsonNode? value, IAssetKind kind, SecretPolicy secrets, HashSet<string> seen)
    {
        if (field.Split('.').Any(step => step.Length == 0 || step.Contains('*', StringComparison.Ordinal) || step.Contains('[', StringComparison.Ordinal)))
        {
            return "name one field by property names joined by dots; a list is set as a whole.";
        }

        if (!seen.Add(field))
        {
            return "it is set twice; keep the one that counts.";
        }

        // A field that is dropped from what the service returned must not come in by a patch either.
        var body = new JsonObject();
        new DocumentPatch(kind.Name, null, [new PatchOperation(field, value ?? "anything")]).Apply(body, []);
        if (DocumentComparer.Compare(body, WritableDocument.From(new AssetDocument(body.DeepClone().AsObject()), kind)).Count > 0)
        {
            return $"a {kind.Name} cannot take it: the service sets it, or it is a secret, which a policy must not hold.";
        }

        return SecretVariables(body, kind, secrets).FirstOrDefault() is { } variable
            ? $"the variable '{variable}' is a secret by its name, which a policy must not hold; set it in the primary, or change 'secrets.namePatterns'."
            : null;
    }

    private static IEnumerable<string> SecretVariables(JsonObject body, IAssetKind kind, SecretPolicy secrets) =>
        kind.Fields.Variables.SelectMany(path => DocumentFields.Select(body, path)).OfType<JsonObject>()
            .SelectMany(variables => variables.Select(variable => variable.Key)).Where(secrets.IsSecret);

    private static IEnumerable<PolicyFault> CheckRegistry(JsonNode? registry) =>
        Items((registry as JsonObject)?["assets"])
            .Where(item => Text((item.Node as JsonObject)?["kind"]) is { } kind && Kinds.TryGet(kind, out _) && !CarriedByRegistry.Contains(kind))
            .Select(item => new PolicyFault(
                $"$.registry.assets[{item.Position}].kind", item.Node!["kind"]!.ToJsonString(), $"a registry holds {string.Join(", ", CarriedByRegistry)}."));

    private static (Regex Key, Regex Value, string Remedy)? Form(string map) => map switch
    {
        "regions" => (Region(), Region(), "give the short name of a region, such as 'westus'."),
        "subnets" => (Subnet(), Subnet(), "give the resource identifier of a subnet: /subscriptions/…/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{subnet}."),
        "identities" => (Identity(), Identity(), "give the resource identifier of a user-assigned identity, or its client or object identifier."),
        "computes" => (Compute(), Compute(), "give the name of a compute."),
        "attachedResources" => (Resource(), Resource(), "give a resource identifier: /subscriptions/…."),
        "imageRegistries" => (Host(), Host(), "give a login server without scheme and path, such as 'team.azurecr.io'."),
        "storageAccounts" => (Account(), AccountOrResource(), "name a storage account (3 to 24 small letters and digits); the secondary's may be a resource identifier."),
        _ => null,
    };

    internal static IEnumerable<(int Position, JsonNode? Node)> Items(JsonNode? list) => (list as JsonArray ?? []).Select((item, position) => (position, item));

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static bool IsEverything(string? pattern) => pattern is null || pattern.All(letter => letter == '*');

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string AccountName(string text) => StorageAccountName.Parse(text).Name;

    private static string Member(string path, string name) => PlainName().IsMatch(name) ? $"{path}.{name}" : $"{path}['{name}']";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\A[a-z][a-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"\A/subscriptions/[^/]+/resourcegroups/[^/]+/providers/Microsoft\.Network/virtualNetworks/[^/]+/subnets/[^/]+\z", Options)]
    private static partial Regex Subnet();

    [GeneratedRegex(
        @"\A(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/Microsoft\.ManagedIdentity/userAssignedIdentities/[^/]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\z",
        Options)]
    private static partial Regex Identity();

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,62}\z", Options)]
    private static partial Regex Compute();

    [GeneratedRegex(@"\A/subscriptions/[^/]+(/[^/]+)+\z", Options)]
    private static partial Regex Resource();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*(:\d{1,5})?\z", Options)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[a-z0-9]{3,24}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    [GeneratedRegex(@"\A([a-z0-9]{3,24}|(?i:/subscriptions/[^/]+/resourcegroups/[^/]+/providers/Microsoft\.Storage/storageAccounts/)[a-z0-9]{3,24})\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountOrResource();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
