using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// The part of a document that may be written back: without what the service sets, and without secrets, which it does not return anyway.
/// Source: <c>facts/aml-rest.md</c> 1.1 and section 3, rules 1 and 2.
/// </summary>
public static class WritableDocument
{
    private static readonly string[] EnvelopeReadOnly = ["id", "name", "type", "systemData"];
    private static readonly string[] ServiceProperties = ["AzureAsyncOperationUri", "azureml.onlineendpointid"];
    private static readonly FieldPath Identities = FieldPath.Of("**.identity");

    /// <summary>Copies a document without its read-only fields and secrets.</summary>
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

        foreach (JsonObject identity in DocumentFields.Select(body, Identities).OfType<JsonObject>())
        {
            CleanIdentity(identity);
        }

        foreach (FieldPath path in kind.Fields.ReadOnly.Concat(kind.Fields.Secrets))
        {
            DocumentFields.Remove(body, path);
        }

        kind.Clean(body);
        return body;
    }

    // The service adds who the identities are; a write names them only. An identity of the envelope's form says its type.
    private static void CleanIdentity(JsonObject identity)
    {
        if (identity["type"] is null && identity["userAssignedIdentities"] is null)
        {
            return;
        }

        identity.Remove("principalId");
        identity.Remove("tenantId");
        if (identity["userAssignedIdentities"] is JsonObject assigned)
        {
            foreach (string id in assigned.Select(entry => entry.Key).ToArray())
            {
                assigned[id] = new JsonObject();
            }
        }
    }
}
