namespace AmlDr.Azure.Blobs;

/// <summary>A blob as a listing or its headers describe it.</summary>
/// <param name="Name">The name in the container, unescaped.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="ETag">The ETag, with its quotes.</param>
/// <param name="ContentMd5">The MD5 in Base64, when the account keeps one.</param>
/// <param name="Headers">What is served with the content.</param>
/// <param name="Metadata">The user's metadata, names as written.</param>
public sealed record BlobItem(
    string Name, long Length, string ETag, string? ContentMd5, BlobHttpHeaders Headers, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>
    /// True for the blob without content that stands for a folder: accounts with a hierarchical namespace list their folders so, and tools that
    /// need folders in other accounts make such blobs (metadata <c>hdi_isfolder</c>).
    /// </summary>
    public bool IsFolder =>
        Length == 0 && Metadata.TryGetValue("hdi_isfolder", out string? value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
