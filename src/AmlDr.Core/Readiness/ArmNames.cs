using System.Text.Json.Nodes;
using AmlDr.Core.Assets;

namespace AmlDr.Core.Readiness;

/// <summary>How Azure's identifiers and regions are compared and taken apart.</summary>
internal static class ArmNames
{
    /// <summary>Says whether two identifiers are one. Two that are missing are not.</summary>
    public static bool Same(string? one, string? other) =>
        one is not null && other is not null && string.Equals(one.TrimEnd('/'), other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>A region in its short form: <c>West Europe</c> and <c>westeurope</c> are one.</summary>
    public static string Region(string? location) => (location ?? "").Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    public static bool SameRegion(string? one, string? other) => Region(one).Length > 0 && Region(one) == Region(other);

    /// <summary>The last segment of an identifier.</summary>
    public static string Last(string resourceId) => resourceId.TrimEnd('/').Split('/')[^1];

    /// <summary>The segment after another one, such as the name after <c>virtualNetworks</c>; null when there is none.</summary>
    public static string? After(string? resourceId, string segment)
    {
        string[] parts = (resourceId ?? "").Split('/');
        int at = Array.FindIndex(parts, part => string.Equals(part, segment, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }

    /// <summary>The identifier up to the child that a segment begins, such as the network of a subnet.</summary>
    public static string? Before(string? resourceId, string segment)
    {
        int at = (resourceId ?? "").IndexOf($"/{segment}/", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : resourceId![..at];
    }

    public static string? Location(this AssetDocument document) => document.GetString("location");

    public static string? Property(this AssetDocument document, string name) => document.GetString("properties", name);

    public static int? Number(this AssetDocument document, params ReadOnlySpan<string> path) =>
        document.TryGet(path, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    public static IEnumerable<JsonObject> Objects(this AssetDocument document, params ReadOnlySpan<string> path) =>
        document.TryGet(path, out JsonNode? node) && node is JsonArray list ? list.OfType<JsonObject>() : [];

    public static IEnumerable<string> Texts(this JsonNode? node) =>
        node is JsonArray list ? list.OfType<JsonValue>().Select(value => value.TryGetValue(out string? text) ? text : null).OfType<string>() : [];

    public static bool Is(this string? text, string other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);
}
