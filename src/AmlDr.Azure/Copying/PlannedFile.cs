using AmlDr.Azure.Blobs;
using AmlDr.Core.Fingerprints;

namespace AmlDr.Azure.Copying;

/// <summary>A file to be copied.</summary>
public sealed record PlannedFile
{
    /// <summary>The metadata under which a copy keeps the ETag of its source, where the source account keeps no MD5 to compare.</summary>
    public const string SourceETagMetadata = "amldr_source_etag";

    /// <summary>The source blob's name.</summary>
    public required string SourceName { get; init; }

    /// <summary>The destination blob's name.</summary>
    public required string TargetName { get; init; }

    /// <summary>Path, length and MD5.</summary>
    public required ContentFile File { get; init; }

    /// <summary>The source's ETag.</summary>
    public required string SourceETag { get; init; }

    /// <summary>The source's headers.</summary>
    public required BlobHttpHeaders Headers { get; init; }

    /// <summary>The source's metadata.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The ETag of a differing blob at the destination that is to be replaced; null when there was none.</summary>
    public string? TargetETag { get; init; }

    /// <summary>True when the blob of <see cref="TargetETag"/> counts as no copy, whatever its listing tells: its bytes were seen to differ.</summary>
    public bool DistrustsTarget { get; init; }

    /// <summary>The length of the blocks in which it is copied, in bytes; 0 when it is copied in one piece.</summary>
    public long BlockBytes { get; init; }

    /// <summary>The number of blocks; 0 when it is copied in one piece.</summary>
    public int BlockCount => BlockBytes == 0 ? 0 : (int)((File.Length + BlockBytes - 1) / BlockBytes);

    /// <summary>The metadata that the copy gets: the source's, and where there is no MD5 the source's ETag.</summary>
    public IReadOnlyDictionary<string, string> TargetMetadata =>
        File.ContentMd5 is not null
            ? Metadata
            : new Dictionary<string, string>(Metadata, StringComparer.OrdinalIgnoreCase) { [SourceETagMetadata] = SourceETag.Trim('"') };

    /// <summary>Says whether a blob at the destination is this file's copy.</summary>
    /// <param name="target">The blob.</param>
    /// <returns>True when length and MD5 are equal, or, where the source account keeps no MD5, length and the remembered ETag.</returns>
    public bool IsCopiedTo(BlobItem target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Length == File.Length
            && !(DistrustsTarget && target.ETag == TargetETag)
            && (File.ContentMd5 is not null
                ? File.ContentMd5 == target.ContentMd5
                : target.Metadata.TryGetValue(SourceETagMetadata, out string? etag) && etag == SourceETag.Trim('"'));
    }
}
