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
    /// <param name="path">The path, without the step for everything below.</param>
    /// <returns>The nodes, nulls left out.</returns>
    public static IEnumerable<JsonNode> Select(JsonNode body, FieldPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Select(body, path.Steps);
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
        IEnumerable<JsonNode?> children = node switch
        {
            JsonArray items when first == FieldPath.Any => items,
            JsonObject members when first == FieldPath.Any => members.Select(member => member.Value),
            JsonObject members => [members[first]],
            _ => [],
        };

        // Copied, so that what is found may be changed while it is walked.
        return children.ToArray().SelectMany(child => Select(child, steps.Skip(1)));
    }
}
