using System.Globalization;
using System.Text.Json.Nodes;

namespace AmlDr.Core.Rewriting;

/// <summary>Visits every text in a body and lets the visitor replace it.</summary>
internal static class DocumentWalker
{
    /// <summary>Visits depth first, in document order.</summary>
    /// <param name="body">The body, changed in place.</param>
    /// <param name="visit">Given the place and the text, returns what shall stand there; the same text leaves it alone.</param>
    public static void ReplaceTexts(JsonObject body, Func<IReadOnlyList<string>, string, string> visit) =>
        Walk(body, [], visit);

    private static void Walk(JsonNode? node, List<string> place, Func<IReadOnlyList<string>, string, string> visit)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? child) in members.ToArray())
                {
                    Step(name, child, replacement => members[name] = replacement);
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    int position = i;
                    Step(i.ToString(CultureInfo.InvariantCulture), items[i], replacement => items[position] = replacement);
                }

                break;
            default:
                break;
        }

        void Step(string name, JsonNode? child, Action<JsonNode> replace)
        {
            place.Add(name);
            if (child is JsonValue value && value.TryGetValue(out string? text))
            {
                string result = visit(place, text);
                if (!string.Equals(result, text, StringComparison.Ordinal))
                {
                    replace(JsonValue.Create(result));
                }
            }
            else
            {
                Walk(child, place, visit);
            }

            place.RemoveAt(place.Count - 1);
        }
    }
}
