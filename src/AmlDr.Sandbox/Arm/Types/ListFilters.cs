using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The filters that published lists offer.</summary>
internal static class ListFilters
{
    public static bool Name(StoredResource resource, JsonObject body, IReadOnlyList<string> values) =>
        Words(values).Contains(resource.Name, StringComparer.Ordinal);

    public static bool NameContains(StoredResource resource, JsonObject body, IReadOnlyList<string> values) =>
        values.All(value => resource.Name.Contains(value, StringComparison.OrdinalIgnoreCase));

    public static bool Description(StoredResource resource, JsonObject body, IReadOnlyList<string> values) =>
        JsonPath.Get(body, ["properties", "description"])?.ToString() is { } description
        && values.All(value => description.Contains(value, StringComparison.OrdinalIgnoreCase));

    public static bool Tags(StoredResource resource, JsonObject body, IReadOnlyList<string> values) => HoldsAll(JsonPath.Get(body, ["properties", "tags"]) as JsonObject, values);

    /// <summary>Tags of a tracked resource, which stand beside its properties.</summary>
    public static bool TopTags(StoredResource resource, JsonObject body, IReadOnlyList<string> values) => HoldsAll(body["tags"] as JsonObject, values);

    /// <summary>A text among the properties, compared whole and without regard to case.</summary>
    public static ListFilter Text(string name) => (_, body, values) => ArmPath.Is(body["properties"]?[name]?.ToString(), values[0]);

    public static bool Properties(StoredResource resource, JsonObject body, IReadOnlyList<string> values) => HoldsAll(JsonPath.Get(body, ["properties", "properties"]) as JsonObject, values);

    public static bool IsDefault(StoredResource resource, JsonObject body, IReadOnlyList<string> values) =>
        string.Equals(JsonPath.Get(body, ["properties", "isDefault"])?.ToString() ?? "false", values[0], StringComparison.OrdinalIgnoreCase);

    /// <summary>Compares a code version's content hash, kept among its properties.</summary>
    public static bool Hash(StoredResource resource, JsonObject body, IReadOnlyList<string> values) =>
        JsonPath.Get(body, ["properties", "properties", "hash_sha256"])?.ToString() == values[0];

    /// <summary>For parameters that only qualify another one.</summary>
    public static bool Ignore(StoredResource resource, JsonObject body, IReadOnlyList<string> values) => true;

    /// <summary>Comma-separated names or <c>name=value</c> pairs, all of which the map must hold.</summary>
    private static bool HoldsAll(JsonObject? held, IReadOnlyList<string> values) => Words(values).All(word =>
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word : word[..equals];
        return held is not null
            && held.TryGetPropertyValue(name, out JsonNode? value)
            && (equals < 0 || value?.ToString() == word[(equals + 1)..]);
    });

    private static IEnumerable<string> Words(IReadOnlyList<string> values) =>
        values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
