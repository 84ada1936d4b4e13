namespace AmlDr.Azure.Blobs;

/// <summary>A small blob that was read whole.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ETag">The ETag, with its quotes.</param>
public sealed record BlobContent(BinaryData Content, string ETag);
