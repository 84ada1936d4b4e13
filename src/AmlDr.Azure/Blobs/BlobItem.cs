namespace AmlDr.Azure.Blobs;

/// <summary>A blob as a listing or its headers describe it.</summary>
/// <param name="Name">The name in the container, unescaped.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="ETag">The ETag, with its quotes.</param>
/// <param name="ContentMd5">The MD5 in Base64, when the account keeps one.</param>
/// <param name="Headers">What is served with the content.</param>
/// <param name="Metadata">The user's metadata, names as written.</param>
public sealed record BlobItem(
    string Name, long Length, string ETag, string? ContentMd5, BlobHttpHeaders Headers, IReadOnlyDictionary<string, string> Metadata);
