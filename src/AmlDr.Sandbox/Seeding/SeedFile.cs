using AmlDr.Sandbox.Blobs.Contents;

namespace AmlDr.Sandbox.Seeding;

/// <summary>A file of an asset.</summary>
/// <param name="Path">Its path below the asset's folder, with <c>/</c> between the segments, not encoded; empty when the asset is this one file.</param>
/// <param name="Content">Its bytes.</param>
public sealed record SeedFile(string Path, BlobContent Content);
