using AmlDr.Azure.Blobs;
using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>A file of an asset, on both sides as far as it was listed.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Source">The primary's; null when it was not listed.</param>
/// <param name="Target">The secondary's; null when it is missing.</param>
/// <param name="Path">Its path below the asset's.</param>
internal sealed record ListedFile(FilePlace Place, BlobItem? Source, BlobItem? Target, string Path)
{
    /// <summary>What a comparison needs to know of a blob.</summary>
    public static AuditedFile Describe(BlobItem blob, string path) => new(
        path, blob.Length, blob.ContentMd5, blob.ETag.Trim('"'), blob.Metadata.GetValueOrDefault(Copying.PlannedFile.SourceETagMetadata));
}
