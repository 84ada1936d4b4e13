namespace AmlDr.Sandbox.Seeding;

/// <summary>Files that an asset names besides its own.</summary>
/// <param name="Root">The folder in the asset's container, or the one file.</param>
/// <param name="Files">The files.</param>
public sealed record SeedFolder(string Root, IReadOnlyList<SeedFile> Files);
