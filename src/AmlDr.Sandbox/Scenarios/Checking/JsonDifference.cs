using System.Globalization;
using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Scenarios.Checking;

/// <summary>Finds where two JSON documents differ.</summary>
public static class JsonDifference
{
    private const int LongestValue = 80;

    /// <summary>Compares two nodes. The order of an object's members means nothing, that of an array's items does.</summary>
    /// <param name="expected">What shall be.</param>
    /// <param name="actual">What is.</param>
    /// <returns>One sentence per difference, with the path of the field; empty when they are equal.</returns>
    public static IReadOnlyList<string> Find(JsonNode? expected, JsonNode? actual)
    {
        List<string> found = [];
        Compare(expected, actual, string.Empty, found);
        return found;
    }

    private static void Compare(JsonNode? expected, JsonNode? actual, string path, List<string> found)
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                foreach (string name in left.Select(member => member.Key).Union(right.Select(member => member.Key)))
                {
                    string below = path.Length == 0 ? name : $"{path}.{name}";
                    if (!right.ContainsKey(name))
                        found.Add($"'{below}' is missing; it shall be {Show(left[name])}");
                    else if (!left.ContainsKey(name))
                        found.Add($"'{below}' is {Show(right[name])}; it shall not be there");
                    else
                        Compare(left[name], right[name], below, found);
                }

                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (int i = 0; i < left.Count; i++)
                    Compare(left[i], right[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), found);
                break;
            default:
                if (!JsonNode.DeepEquals(expected, actual))
                    found.Add($"'{path}' is {Show(actual)}; it shall be {Show(expected)}");
                break;
        }
    }

    private static string Show(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "null";
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }
}
