using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Catalog;

/// <summary>Takes the secrets out of a document, so that the rest can be kept, and puts them back.</summary>
public static class CatalogSecrets
{
    /// <summary>
    /// The edition of the rules by which secrets are found. Raise it when they find more, so that documents that were kept by older rules are
    /// written again.
    /// </summary>
    public const int Edition = 1;

    /// <summary>
    /// Takes the secrets out. Write-only secrets, which no read returns, are removed. Taken out are environment variables and other free members
    /// whose names fit the policy's patterns, members of credentials that are not known to be harmless, and texts that carry a secret by their
    /// form, such as an address with a signature.
    /// </summary>
    /// <param name="document">The document as the service returned it.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="policy">Says which names are secret.</param>
    /// <returns>The rest and the secrets.</returns>
    public static RedactedDocument Extract(AssetDocument document, IAssetKind kind, SecretPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(policy);
        JsonObject body = document.CloneNode();
        foreach (FieldPath secret in kind.Fields.Secrets)
        {
            DocumentFields.Remove(body, secret);
        }

        IReadOnlyList<FieldPath> named = SecretFields.NamedMembers(kind);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(body, []);
        return new RedactedDocument(body, values);

        void Walk(JsonNode? node, List<string> place)
        {
            switch (node)
            {
                case JsonObject members:
                    bool holdsNamed = named.Any(path => path.Covers(place));
                    foreach ((string name, JsonNode? child) in members.ToArray())
                    {
                        bool isSecret = (holdsNamed && policy.IsSecret(name)) || SecretFields.IsCredential(place, name);
                        Step(name, child, isSecret, () => members[name] = null);
                    }

                    break;
                case JsonArray items:
                    for (int i = 0; i < items.Count; i++)
                    {
                        int position = i;
                        Step(i.ToString(CultureInfo.InvariantCulture), items[i], false, () => items[position] = null);
                    }

                    break;
                default:
                    break;
            }

            void Step(string name, JsonNode? child, bool isSecret, Action clear)
            {
                if (child is null)
                {
                    return;
                }

                place.Add(name);
                if (isSecret || (child is JsonValue scalar && scalar.TryGetValue(out string? text) && SecretTexts.IsSecret(text)))
                {
                    values[JsonPointer.Write(place)] = child.ToJsonString();
                    clear();
                }
                else
                {
                    Walk(child, place);
                }

                place.RemoveAt(place.Count - 1);
            }
        }
    }
}
