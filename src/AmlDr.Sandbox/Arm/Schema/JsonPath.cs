using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Schema;

/// <summary>Reads and changes a nested field of a JSON object.</summary>
internal static class JsonPath
{
    /// <summary>The field's value; null when it or one of its parents is absent. <paramref name="present"/> tells absent from JSON null.</summary>
    public static JsonNode? Get(JsonObject root, string[] steps, out bool present)
    {
        JsonNode? node = root;
        foreach (string step in steps)
        {
            if (node is not JsonObject parent || !parent.TryGetPropertyValue(step, out node))
            {
                present = false;
                return null;
            }
        }

        present = true;
        return node;
    }

    public static JsonNode? Get(JsonObject root, string[] steps) => Get(root, steps, out _);

    /// <summary>Sets the field, making parents that are missing.</summary>
    public static void Set(JsonObject root, string[] steps, JsonNode? value)
    {
        JsonObject parent = root;
        foreach (string step in steps[..^1])
        {
            if (parent[step] is not JsonObject child)
                parent[step] = child = [];
            parent = child;
        }

        parent[steps[^1]] = value;
    }

    /// <summary>Takes the field out. False when it was not there.</summary>
    public static bool Remove(JsonObject root, string[] steps)
    {
        JsonNode? parent = steps.Length == 1 ? root : Get(root, steps[..^1]);
        return parent is JsonObject holder && holder.Remove(steps[^1]);
    }
}
