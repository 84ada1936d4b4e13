using AmlDr.Azure.Blobs;

namespace AmlDr.Azure.Files;

/// <summary>A file as its headers describe it.</summary>
/// <param name="Length">The length in bytes.</param>
/// <param name="LastWriteTime">When its bytes last changed.</param>
/// <param name="ETag">The ETag, with its quotes.</param>
/// <param name="ContentMd5">The MD5 in Base64, where whoever wrote the file gave one: the service works out none.</param>
/// <param name="Headers">What is served with the content.</param>
/// <param name="Metadata">The user's metadata.</param>
public sealed record FileProperties(
    long Length, DateTimeOffset LastWriteTime, string ETag, string? ContentMd5, BlobHttpHeaders Headers, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Says whether another file has the same bytes, as far as length and time of the last write tell.</summary>
    /// <param name="other">The other file.</param>
    /// <returns>True when both are equal.</returns>
    public bool IsLike(FileProperties other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Length == other.Length && LastWriteTime == other.LastWriteTime;
    }
}
