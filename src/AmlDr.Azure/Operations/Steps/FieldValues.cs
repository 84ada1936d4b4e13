using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Some fields of a document by their dotted paths; null stands for a field that is not there.</summary>
internal static class FieldValues
{
    /// <summary>Reads fields.</summary>
    public static JsonObject Read(AssetDocument document, IEnumerable<string> paths) => new(paths.Select(path =>
        KeyValuePair.Create(path, document.TryGet(path.Split('.'), out JsonNode? value) ? value.DeepClone() : null)));

    /// <summary>The paths whose values differ from a document's. Null, absent and an empty map are one.</summary>
    public static IReadOnlyList<string> FindDifferences(JsonObject wanted, AssetDocument document)
    {
        JsonObject standing = Read(document, wanted.Select(field => field.Key));
        return [.. wanted.Where(field => DocumentComparer.Compare(
            new JsonObject { ["value"] = field.Value?.DeepClone() }, new JsonObject { ["value"] = standing[field.Key]?.DeepClone() }).Count > 0).Select(field => field.Key)];
    }

    /// <summary>Puts fields into a body.</summary>
    public static void Apply(JsonObject body, JsonObject values)
    {
        foreach ((string path, JsonNode? value) in values)
        {
            string[] steps = path.Split('.');
            JsonObject? parent = body;
            foreach (string step in steps[..^1])
            {
                if (parent[step] is not JsonObject child)
                {
                    if (value is null)
                    {
                        parent = null;
                        break;
                    }

                    parent[step] = child = [];
                }

                parent = child;
            }

            if (value is null)
            {
                parent?.Remove(steps[^1]);
            }
            else
            {
                parent![steps[^1]] = value.DeepClone();
            }
        }
    }
}
