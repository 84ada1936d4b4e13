using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>Applies the body of a PATCH: objects are merged, everything else replaced, null takes a field away. Tags are replaced as a whole.</summary>
internal static class MergePatch
{
    /// <summary>Changes <paramref name="body"/>. Fields outside of <paramref name="patchable"/> are refused.</summary>
    public static void Apply(JsonObject body, JsonObject patch, IReadOnlyList<string> patchable) => Apply(body, patch, patchable, string.Empty);

    private static void Apply(JsonObject body, JsonObject patch, IReadOnlyList<string> patchable, string prefix)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            string path = prefix + name;
            bool allowed = ReferenceEquals(patchable, ResourceDescriptor.Everything)
                || patchable.Any(field => path == field || path.StartsWith(field + ".", StringComparison.Ordinal));
            bool onTheWay = !allowed && value is JsonObject && patchable.Any(field => field.StartsWith(path + ".", StringComparison.Ordinal));
            if (!allowed && !onTheWay)
                throw ArmException.User(400, "BadArgument", $"The field '{path}' cannot be changed with PATCH.");
            if (value is null)
                body.Remove(name);
            else if (value is JsonObject inner && body[name] is JsonObject existing && path != "tags")
                Apply(existing, inner, patchable, path + ".");
            else if (onTheWay)
                Apply(Add(body, name), (JsonObject)value, patchable, path + ".");
            else
                body[name] = value.DeepClone();
        }
    }

    private static JsonObject Add(JsonObject body, string name)
    {
        JsonObject added = [];
        body[name] = added;
        return added;
    }
}
