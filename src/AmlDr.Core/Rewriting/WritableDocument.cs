using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// The part of a document that may be written back: without what the service sets. Source: <c>facts/aml-rest.md</c> 1.1 and section 3,
/// rules 1 and 2.
/// </summary>
public static class WritableDocument
{
    private static readonly string[] EnvelopeReadOnly = ["id", "name", "type", "systemData"];
    private static readonly string[] ServiceProperties = ["AzureAsyncOperationUri", "azureml.onlineendpointid"];

    /// <summary>Copies a document without its read-only fields.</summary>
    /// <param name="document">The document as the service returned it.</param>
    /// <param name="kind">Its kind.</param>
    /// <returns>A new body that the caller may change.</returns>
    public static JsonObject From(AssetDocument document, IAssetKind kind)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(kind);
        JsonObject body = document.CloneNode();
        foreach (string field in EnvelopeReadOnly)
        {
            body.Remove(field);
        }

        if (body["properties"]?["properties"] is JsonObject properties)
        {
            foreach (string key in ServiceProperties)
            {
                properties.Remove(key);
            }
        }

        foreach (FieldPath path in kind.ReadOnlyFields)
        {
            Remove(body, path.Steps);
        }

        return body;
    }

    private static void Remove(JsonNode? node, IEnumerable<string> steps)
    {
        string first = steps.First();
        IEnumerable<string> rest = steps.Skip(1);
        if (node is JsonArray items && first == FieldPath.Any)
        {
            foreach (JsonNode? item in items)
            {
                Remove(item, rest);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (string name in first == FieldPath.Any ? [.. members.Select(member => member.Key)] : new[] { first })
            {
                if (!rest.Any())
                {
                    members.Remove(name);
                }
                else if (members.TryGetPropertyValue(name, out JsonNode? child))
                {
                    Remove(child, rest);
                }
            }
        }
    }
}
