using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Rewriting;

/// <summary>Reaches the places of a body that a path names.</summary>
public static class DocumentFields
{
    /// <summary>Removes every place that a path names.</summary>
    /// <param name="body">The body, changed in place.</param>
    /// <param name="path">The path; its last step names what is removed.</param>
    public static void Remove(JsonObject body, FieldPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (JsonObject parent in Select(body, path.Steps.Take(path.Steps.Count - 1)).OfType<JsonObject>())
        {
            parent.Remove(path.Steps[^1]);
        }
    }

    /// <summary>Finds every place that a path names and that exists.</summary>
    /// <param name="body">The body.</param>
    /// <param name="path">The path.</param>
    /// <returns>The nodes, nulls left out.</returns>
    public static IEnumerable<JsonNode> Select(JsonNode body, FieldPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Select(body, path.Steps);
    }

    /// <summary>Reads a text of a body.</summary>
    /// <param name="body">The body; null has no text.</param>
    /// <param name="path">The property names from there.</param>
    /// <returns>The text; null when a step is missing or the value is no text.</returns>
    public static string? GetText(JsonNode? body, params ReadOnlySpan<string> path)
    {
        JsonNode? node = body;
        foreach (string step in path)
        {
            node = (node as JsonObject)?[step];
        }

        return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    private static IEnumerable<JsonNode> Select(JsonNode? node, IEnumerable<string> steps)
    {
        if (node is null)
        {
            return [];
        }

        if (!steps.Any())
        {
            return [node];
        }

        string first = steps.First();
        if (first == FieldPath.Below)
        {
            return SelfAndBelow(node).SelectMany(found => Select(found, steps.Skip(1)));
        }

        // Copied, so that what is found may be changed while it is walked.
        IEnumerable<JsonNode?> children = node is JsonObject members && first != FieldPath.Any
            ? [members[first]]
            : first == FieldPath.Any ? Children(node).ToArray() : [];
        return children.SelectMany(child => Select(child, steps.Skip(1)));
    }

    private static List<JsonNode> SelfAndBelow(JsonNode node)
    {
        List<JsonNode> found = [node];
        for (int i = 0; i < found.Count; i++)
        {
            found.AddRange(Children(found[i]).OfType<JsonNode>());
        }

        return found;
    }

    private static IEnumerable<JsonNode?> Children(JsonNode node) => node switch
    {
        JsonArray items => items,
        JsonObject members => members.Select(member => member.Value),
        _ => [],
    };
}
