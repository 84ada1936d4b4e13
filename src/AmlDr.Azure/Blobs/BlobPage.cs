namespace AmlDr.Azure.Blobs;

/// <summary>A page of a listing.</summary>
/// <param name="Items">The blobs, in order of name.</param>
/// <param name="NextMarker">Where the listing goes on; null at its end.</param>
public sealed record BlobPage(IReadOnlyList<BlobItem> Items, string? NextMarker);
