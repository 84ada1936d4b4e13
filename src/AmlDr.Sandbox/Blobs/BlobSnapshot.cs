namespace AmlDr.Sandbox.Blobs;

/// <summary>A committed blob as it stands, for comparing.</summary>
public sealed record BlobSnapshot
{
    /// <summary>The blob's name, decoded.</summary>
    public required string Name { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>MD5 of the content as it is, lower-case hex; null when it was not asked for.</summary>
    public string? Md5 { get; init; }

    /// <summary>The stored <c>Content-MD5</c> property, base64; null when the blob has none.</summary>
    public string? ContentMd5 { get; init; }

    /// <summary>The content type.</summary>
    public required string ContentType { get; init; }

    /// <summary>The metadata.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The ETag, with quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>Last change.</summary>
    public required DateTimeOffset LastModified { get; init; }
}
