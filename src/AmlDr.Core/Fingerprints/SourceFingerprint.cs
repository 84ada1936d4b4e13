using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Fingerprints;

/// <summary>The digest by which a changed document of the primary is told from the one that was mirrored.</summary>
public static class SourceFingerprint
{
    /// <summary>Computes the digest.</summary>
    /// <param name="document">The primary's document, from a read or a list page.</param>
    /// <param name="kind">Its kind.</param>
    /// <returns>
    /// The digest of what may be written. Of a kind with secrets the time of the last change counts too: the service does not return secrets, so
    /// that a changed one shows nowhere else.
    /// </returns>
    public static string Of(AssetDocument document, IAssetKind kind)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(kind);
        var body = WritableDocument.From(document, kind);
        if (kind.Secrets is not null && document.LastModifiedAt is { } changed)
        {
            body["systemData"] = changed.UtcDateTime;
        }

        return CanonicalJson.Digest(body);
    }
}
