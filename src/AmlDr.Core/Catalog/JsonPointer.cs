using System.Globalization;
using System.Text.Json.Nodes;

namespace AmlDr.Core.Catalog;

/// <summary>Places in a document as text: JSON Pointer, RFC 6901.</summary>
internal static class JsonPointer
{
    /// <summary>Writes a place.</summary>
    /// <param name="place">The property names and array positions that lead to it.</param>
    /// <returns>The pointer.</returns>
    public static string Write(IEnumerable<string> place) =>
        string.Concat(place.Select(step =>
            "/" + step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    /// <summary>Reads a place.</summary>
    /// <param name="pointer">The pointer.</param>
    /// <returns>The property names and array positions that lead to it.</returns>
    public static IReadOnlyList<string> Read(string pointer) =>
    [
        .. pointer.Split('/').Skip(1).Select(step =>
            step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)),
    ];

    /// <summary>Puts a value at a place that exists.</summary>
    /// <param name="body">The document, changed in place.</param>
    /// <param name="pointer">The pointer.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the document has no such place.</returns>
    public static bool TryReplace(JsonObject body, string pointer, JsonNode? value)
    {
        IReadOnlyList<string> place = Read(pointer);
        switch (Parent(body, place))
        {
            case JsonObject members when place.Count > 0 && members.ContainsKey(place[^1]):
                members[place[^1]] = value;
                return true;
            case JsonArray items when Index(items, place[^1]) is { } index:
                items[index] = value;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Removes the member at a place, where there is one.</summary>
    /// <param name="body">The document, changed in place.</param>
    /// <param name="pointer">The pointer.</param>
    public static void Remove(JsonObject body, string pointer)
    {
        IReadOnlyList<string> place = Read(pointer);
        if (Parent(body, place) is JsonObject members)
        {
            members.Remove(place[^1]);
        }
    }

    private static JsonNode? Parent(JsonObject body, IReadOnlyList<string> place) =>
        place.Take(place.Count - 1).Aggregate((JsonNode?)body, Child);

    private static JsonNode? Child(JsonNode? node, string step) => node switch
    {
        JsonObject members => members[step],
        JsonArray items => Index(items, step) is { } index ? items[index] : null,
        _ => null,
    };

    private static int? Index(JsonArray items, string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < items.Count ? index : null;
}
