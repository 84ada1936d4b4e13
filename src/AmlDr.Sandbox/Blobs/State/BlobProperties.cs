using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.State;

/// <summary>The HTTP properties that a client sets on a blob.</summary>
internal sealed record BlobProperties
{
    public const string DefaultContentType = "application/octet-stream";

    public string ContentType { get; init; } = DefaultContentType;

    public string? ContentEncoding { get; init; }

    public string? ContentLanguage { get; init; }

    public string? ContentDisposition { get; init; }

    public string? CacheControl { get; init; }

    public byte[]? ContentMd5 { get; init; }

    /// <summary>
    /// Reads the <c>x-ms-blob-*</c> headers. Plain <c>Content-*</c> headers describe the body of a Put Blob and count there alone.
    /// </summary>
    public static BlobProperties Read(SimRequest request, bool fromBody)
    {
        return new BlobProperties
        {
            ContentType = Either("x-ms-blob-content-type", "Content-Type") ?? DefaultContentType,
            ContentEncoding = Either("x-ms-blob-content-encoding", "Content-Encoding"),
            ContentLanguage = Either("x-ms-blob-content-language", "Content-Language"),
            ContentDisposition = request.Header("x-ms-blob-content-disposition"),
            CacheControl = Either("x-ms-blob-cache-control", "Cache-Control"),
            ContentMd5 = BlobHeaders.ReadMd5(request, "x-ms-blob-content-md5"),
        };

        string? Either(string own, string plain) => NonEmpty(request.Header(own)) ?? (fromBody ? NonEmpty(request.Header(plain)) : null);
    }

    private static string? NonEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
