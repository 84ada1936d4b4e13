using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Core.Catalog;

/// <summary>A document and the secrets that were taken out of it.</summary>
/// <param name="Body">The document, with null where a secret stood.</param>
/// <param name="Secrets">The secrets as JSON text, by their place (JSON Pointer).</param>
public sealed record RedactedDocument(JsonObject Body, IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>Puts the secrets back.</summary>
    /// <returns>The document. It holds secrets: it is used, not kept.</returns>
    /// <exception cref="InvalidAssetException">The body has no place for a secret.</exception>
    public AssetDocument Restore()
    {
        JsonObject body = Body.DeepClone().AsObject();
        foreach ((string place, string value) in Secrets)
        {
            if (!JsonPointer.TryReplace(body, place, JsonNode.Parse(value)))
            {
                throw new InvalidAssetException($"The document has no place '{place}' for the secret that was taken from there.");
            }
        }

        return new AssetDocument(body);
    }

    /// <summary>Leaves the secrets out for good.</summary>
    /// <returns>The document, without the members that were secret; an element of an array stays null.</returns>
    public JsonObject Omit()
    {
        JsonObject body = Body.DeepClone().AsObject();
        foreach (string place in Secrets.Keys)
        {
            JsonPointer.Remove(body, place);
        }

        return body;
    }

    /// <summary>Names the places of the secrets, never their values.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"a document without its secrets at {string.Join(", ", Secrets.Keys)}";
}
