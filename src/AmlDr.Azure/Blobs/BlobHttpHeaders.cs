namespace AmlDr.Azure.Blobs;

/// <summary>The headers that are kept with a blob and served with its content.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="ContentEncoding">The encoding.</param>
/// <param name="ContentLanguage">The language.</param>
/// <param name="ContentDisposition">The disposition.</param>
/// <param name="CacheControl">The cache directive.</param>
public sealed record BlobHttpHeaders(
    string? ContentType = null, string? ContentEncoding = null, string? ContentLanguage = null, string? ContentDisposition = null,
    string? CacheControl = null);
