using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>
/// What the published types say of a kind's fields. <c>PublishedFlags.json</c> holds what follows from AML REST 2024-04-01; where the published
/// flags are at hand, it is derived anew and compared.
/// </summary>
internal sealed partial record PublishedFlags(IReadOnlyList<string> ReadOnly, IReadOnlyList<string> Secret, IReadOnlyList<string> CreateOnly)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static IReadOnlyDictionary<string, PublishedFlags> All { get; } =
        JsonSerializer.Deserialize<Dictionary<string, PublishedFlags>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Kinds", "PublishedFlags.json")), Format)!;

    /// <summary>Derives the flags of a kind from the flattened definitions.</summary>
    /// <param name="definitions">Type name to properties, each with type, readOnly, mutability and secret.</param>
    /// <param name="type">The name of the kind's resource type.</param>
    public static PublishedFlags Derive(JsonObject definitions, string type)
    {
        var flags = new PublishedFlags([], [], []);
        var found = (ReadOnly: new SortedSet<string>(StringComparer.Ordinal), Secret: new SortedSet<string>(StringComparer.Ordinal), CreateOnly: new SortedSet<string>(StringComparer.Ordinal));
        Walk(type, "", [], true);
        return flags with { ReadOnly = [.. found.ReadOnly], Secret = [.. found.Secret], CreateOnly = [.. found.CreateOnly] };

        // Below a field that says itself how it may change, the flags of the types that it shares with others do not count.
        void Walk(string name, string path, HashSet<string> above, bool isOpen)
        {
            for (Match match = Wrapper().Match(name); match.Success; match = Wrapper().Match(name))
            {
                (name, path) = (match.Groups[1].Value, path + "*.");
            }

            if (!definitions.ContainsKey(name) || above.Contains(name))
            {
                return;
            }

            string[] types = WithDerived(name);
            foreach ((string member, JsonNode? flag) in types.SelectMany(each => definitions[each]!["properties"] as JsonObject ?? []))
            {
                string[]? mutability = flag!["mutability"]?.AsArray().Select(word => (string)word!).ToArray();
                string field = path + member;
                if ((bool?)flag["secret"] == true || (mutability is not null && !mutability.Contains("read")))
                {
                    found.Secret.Add(field);
                }
                else if ((bool?)flag["readOnly"] == true || mutability is ["read"])
                {
                    found.ReadOnly.Add(field);
                }
                else
                {
                    if (isOpen && mutability is not null && !mutability.Contains("update"))
                    {
                        found.CreateOnly.Add(field);
                    }

                    Walk((string?)flag["type"] ?? "", field + ".", [.. above, .. types], isOpen && mutability is null);
                }
            }
        }

        string[] WithDerived(string name)
        {
            List<string> types = [name];
            for (int i = 0; i < types.Count; i++)
            {
                types.AddRange(definitions
                    .Where(entry => entry.Value!["extends"] is JsonArray bases && bases.Any(each => (string?)each == types[i]))
                    .Select(entry => entry.Key).Except(types).ToArray());
            }

            return [.. types];
        }
    }

    [GeneratedRegex(@"\A(?:map|array)<(.*)>\z")]
    private static partial Regex Wrapper();
}
