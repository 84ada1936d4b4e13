using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Comparing;

/// <summary>
/// Compares the writable parts of two documents. The order of keys does not count, and a member that is null equals one that is absent:
/// the service answers with either. So does an empty map of the envelope or directly in the properties, such as <c>tags</c> or <c>traffic</c>;
/// deeper down an empty object has a meaning, as in <c>identity.userAssignedIdentities</c>.
/// </summary>
public static class DocumentComparer
{
    private const int DeepestMap = 2;

    /// <summary>Lists the differences.</summary>
    /// <param name="expected">What the secondary should hold.</param>
    /// <param name="actual">What it holds.</param>
    /// <returns>The fields that differ, in order of name; empty when the two mean the same.</returns>
    public static IReadOnlyList<FieldDifference> Compare(JsonObject expected, JsonObject actual)
    {
        var differences = new List<FieldDifference>();
        Compare(expected, actual, [], differences);
        return differences;
    }

    /// <summary>Lists the differences in meaning: what the service may spell in several ways is no difference, see <see cref="DocumentNormaliser"/>.</summary>
    /// <param name="expected">What the secondary should hold.</param>
    /// <param name="actual">What it holds.</param>
    /// <param name="kind">The kind of both.</param>
    /// <returns>The fields that differ, in order of name, with the values as they are written; empty when the two mean the same.</returns>
    public static IReadOnlyList<FieldDifference> Compare(JsonObject expected, JsonObject actual, IAssetKind kind)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        (JsonObject left, JsonObject right) = (expected.DeepClone().AsObject(), actual.DeepClone().AsObject());
        DocumentNormaliser.Normalise(left, kind);
        DocumentNormaliser.Normalise(right, kind);
        return
        [
            .. Compare(left, right).Select(difference => new FieldDifference(
                difference.Place, ShowAt(expected, difference.Place) ?? difference.Expected, ShowAt(actual, difference.Place) ?? difference.Actual)),
        ];
    }

    /// <summary>A digest that two documents share exactly when <see cref="Compare(JsonObject, JsonObject, IAssetKind)"/> finds nothing.</summary>
    /// <param name="body">The writable part of a document; it is changed and of no further use.</param>
    /// <param name="kind">Its kind.</param>
    /// <returns>SHA-256, in lower-case hexadecimal.</returns>
    public static string Digest(JsonObject body, IAssetKind kind)
    {
        DocumentNormaliser.Normalise(body, kind);
        return Digest(body);
    }

    /// <summary>A digest that two documents share exactly when <see cref="Compare(JsonObject, JsonObject)"/> finds nothing: what a comparison of many keeps of each.</summary>
    /// <param name="body">The writable part of a document; it is changed and of no further use.</param>
    /// <returns>SHA-256, in lower-case hexadecimal.</returns>
    public static string Digest(JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        DropEmptyMaps(body, 1);
        return CanonicalJson.Digest(body);
    }

    // Empty maps are judged as they are written, not as they are left when others went.
    private static void DropEmptyMaps(JsonNode? node, int depth)
    {
        if (depth > DeepestMap)
        {
            return;
        }

        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members.ToArray())
            {
                if (NullIfEmpty(value) is null)
                {
                    members.Remove(name);
                }
                else
                {
                    DropEmptyMaps(value, depth + 1);
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                if (NullIfEmpty(items[i]) is null)
                {
                    items[i] = null;
                }
                else
                {
                    DropEmptyMaps(items[i], depth + 1);
                }
            }
        }
    }

    private static void Compare(JsonNode? expected, JsonNode? actual, IReadOnlyList<string> place, List<FieldDifference> differences)
    {
        if (place.Count is > 0 and <= DeepestMap)
        {
            (expected, actual) = (NullIfEmpty(expected), NullIfEmpty(actual));
        }

        if (expected is JsonObject left && actual is JsonObject right)
        {
            foreach (string name in left.Select(member => member.Key).Union(right.Select(member => member.Key)).Order(StringComparer.Ordinal))
            {
                Compare(left[name], right[name], [.. place, name], differences);
            }
        }
        else if (expected is JsonArray leftItems && actual is JsonArray rightItems && leftItems.Count == rightItems.Count)
        {
            for (int i = 0; i < leftItems.Count; i++)
            {
                Compare(leftItems[i], rightItems[i], [.. place, i.ToString(CultureInfo.InvariantCulture)], differences);
            }
        }
        else if (!Same(expected, actual))
        {
            differences.Add(new FieldDifference(place, Show(expected), Show(actual)));
        }
    }

    private static JsonNode? NullIfEmpty(JsonNode? node) => node is JsonObject { Count: 0 } ? null : node;

    private static bool Same(JsonNode? expected, JsonNode? actual) =>
        expected is null || actual is null
            ? expected is null && actual is null
            : CanonicalJson.Write(expected).AsSpan().SequenceEqual(CanonicalJson.Write(actual));

    private static string? ShowAt(JsonNode? node, IReadOnlyList<string> place)
    {
        foreach (string step in place)
        {
            node = node switch
            {
                JsonObject members => members[step],
                JsonArray items when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < items.Count => items[at],
                _ => null,
            };
        }

        return Show(node);
    }

    private static string? Show(JsonNode? node) => node is null ? null : Encoding.UTF8.GetString(CanonicalJson.Write(node));
}
