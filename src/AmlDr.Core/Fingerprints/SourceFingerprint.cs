using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Fingerprints;

/// <summary>
/// By what a later look tells whether the primary has changed an asset. A secret that was changed shows nowhere in the document, so for an asset
/// with secrets the time of its last change counts too.
/// </summary>
public static class SourceFingerprint
{
    /// <summary>Gives the fingerprint of a document.</summary>
    /// <param name="document">The primary's document, from a read or a list page.</param>
    /// <param name="kind">Its kind.</param>
    /// <returns>64 characters.</returns>
    public static string Of(AssetDocument document, IAssetKind kind)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(kind);
        JsonObject body = WritableDocument.From(document, kind);
        return kind.Secrets is not null && kind.NeedsSecrets(body) && document.GetString("systemData", "lastModifiedAt") is { } modified
            ? CanonicalJson.Digest(new JsonObject { ["body"] = body, ["modified"] = modified })
            : CanonicalJson.Digest(body);
    }
}
