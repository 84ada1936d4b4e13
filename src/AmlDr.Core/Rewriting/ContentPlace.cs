namespace AmlDr.Core.Rewriting;

/// <summary>A file or folder that an asset needs in the secondary's storage.</summary>
/// <param name="Field">The field that names it.</param>
/// <param name="Store">The container on both sides.</param>
/// <param name="Path">The path below both containers, as written, without a slash at its ends.</param>
public sealed record ContentPlace(string Field, StoreMapping Store, string Path);
