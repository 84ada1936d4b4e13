namespace AmlDr.Core.Audits;

/// <summary>A file as a listing tells it.</summary>
/// <param name="Path">The path below the asset's; empty when the asset is this one file.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="ContentMd5">The MD5 in Base64; null when the account keeps none.</param>
/// <param name="ETag">The ETag, without quotes.</param>
/// <param name="SourceETag">For a copy, the ETag of its source that it was made with; null when it remembers none.</param>
public sealed record AuditedFile(string Path, long Length, string? ContentMd5, string ETag, string? SourceETag = null);
