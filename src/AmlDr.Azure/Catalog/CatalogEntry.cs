using System.Text.Json.Nodes;
using AmlDr.Azure.Secrets;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Catalog;

/// <summary>An asset of the primary as it was last seen: enough to make it again without the primary.</summary>
public sealed record CatalogEntry
{
    /// <summary>The pair's name.</summary>
    public required string Pair { get; init; }

    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>When it was seen.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Digest of the primary's document.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The primary workspace as it was then.</summary>
    public required CatalogWorkspace Workspace { get; init; }

    /// <summary>The document, system data included, with null where a secret stood. What the service does not return is not there.</summary>
    public required JsonObject Document { get; init; }

    /// <summary>The secrets, sealed, by their place in the document (JSON Pointer).</summary>
    public IReadOnlyDictionary<string, string> Sealed { get; init; } = new Dictionary<string, string>();

    /// <summary>Gives the document with its secrets. It is used, not kept.</summary>
    /// <param name="sealer">Opens what is sealed.</param>
    /// <returns>The document as the primary returned it.</returns>
    /// <exception cref="AccessDeniedException">The key ring cannot open a value; the message names its setting.</exception>
    /// <exception cref="AmlDrException">The key ring cannot be used, or the entry is broken; the type says which.</exception>
    public AssetDocument Open(SecretSealer sealer)
    {
        ArgumentNullException.ThrowIfNull(sealer);
        Dictionary<string, string> secrets = Sealed.ToDictionary(entry => entry.Key, entry => sealer.Unseal(Pair, Asset, entry.Key, entry.Value));
        return new RedactedDocument(Document, secrets).Restore();
    }
}
