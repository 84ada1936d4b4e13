using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Fingerprints;

namespace AmlDr.Core.Traffic;

/// <summary>JSON merge patches (RFC 7396): objects are merged, everything else replaces, null removes.</summary>
public static class MergePatch
{
    /// <summary>Says whether a document already is as a patch would make it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="same">Compares two values that are no objects; null for equality as JSON.</param>
    /// <returns>True when the patch would change nothing.</returns>
    public static bool Holds(JsonObject document, JsonObject patch, Func<JsonNode?, JsonNode?, bool>? same = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(patch);
        same ??= Same;
        return patch.All(member => member.Value is JsonObject inner
            ? document[member.Key] is JsonObject found ? Holds(found, inner, same) : document[member.Key] is null && IsRemoval(inner)
            : same(document[member.Key], member.Value));
    }

    /// <summary>Gives the patch that brings back what another patch touches.</summary>
    /// <param name="document">The document as it is.</param>
    /// <param name="patch">The patch that would be applied.</param>
    /// <returns>The touched fields as the document has them; null for those that it lacks.</returns>
    public static JsonObject Undo(JsonObject document, JsonObject patch)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(patch);
        return new JsonObject(patch.Select(member => KeyValuePair.Create(
            member.Key,
            member.Value is JsonObject inner && document[member.Key] is JsonObject or null
                ? document[member.Key] is JsonObject found ? Undo(found, inner) : UndoOfAbsent(inner)
                : document[member.Key]?.DeepClone())));
    }

    /// <summary>Puts one patch onto another: what applying both in turn would do.</summary>
    /// <param name="first">The first patch.</param>
    /// <param name="second">The second patch.</param>
    /// <returns>The patch that does both.</returns>
    public static JsonObject Combine(JsonObject first, JsonObject second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        JsonObject both = first.DeepClone().AsObject();
        foreach ((string name, JsonNode? value) in second)
        {
            both[name] = value is JsonObject inner && both[name] is JsonObject outer ? Combine(outer, inner) : value?.DeepClone();
        }

        return both;
    }

    /// <summary>Lists the fields that a patch sets.</summary>
    /// <param name="patch">The patch.</param>
    /// <returns>JSON pointers (RFC 6901) with the values.</returns>
    public static IEnumerable<(string Pointer, JsonNode? Value)> Leaves(JsonObject patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return patch.SelectMany(member =>
        {
            string pointer = "/" + member.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            return member.Value is JsonObject inner ? Leaves(inner).Select(leaf => (pointer + leaf.Pointer, leaf.Value)) : [(pointer, member.Value)];
        });
    }

    /// <summary>Gives what stands at a place.</summary>
    /// <param name="document">The document.</param>
    /// <param name="place">A JSON pointer as <see cref="Leaves"/> gives it.</param>
    /// <returns>The value; null when there is none.</returns>
    public static JsonNode? At(JsonObject document, string place)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(place);
        return place.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            .Aggregate((JsonNode?)document, (node, step) => (node as JsonObject)?[step]);
    }

    /// <summary>Shows a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its JSON in one spelling; null for null.</returns>
    public static string? Show(JsonNode? value) => value is null ? null : Encoding.UTF8.GetString(CanonicalJson.Write(value));

    private static bool Same(JsonNode? left, JsonNode? right) => Show(left) == Show(right);

    private static bool IsRemoval(JsonObject patch) => Leaves(patch).All(leaf => leaf.Value is null);

    private static JsonObject UndoOfAbsent(JsonObject patch) =>
        new(patch.Select(member => KeyValuePair.Create(member.Key, member.Value is JsonObject inner ? (JsonNode?)UndoOfAbsent(inner) : null)));
}
