namespace AmlDr.Core.Fingerprints;

/// <summary>One file of an asset.</summary>
/// <param name="Path">The path below the asset's root, as the storage account spells it; empty when the asset is this one file.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="ContentMd5">The MD5 of the content in Base64, when the storage account keeps one. It keeps none for blobs put together from blocks by tools that set none.</param>
public sealed record ContentFile(string Path, long Length, string? ContentMd5);
