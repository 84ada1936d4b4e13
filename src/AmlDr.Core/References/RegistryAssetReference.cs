namespace AmlDr.Core.References;

/// <summary>An asset in a registry: <c>azureml://registries/{registry}/{collection}/{name}/versions/{version}</c>. Registries span regions, so it stays as it is.</summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="Registry">The registry's name.</param>
/// <param name="Collection">The collection's path segment.</param>
/// <param name="Name">The asset's name.</param>
/// <param name="Version">The version, if named.</param>
/// <param name="Label">The label, if named.</param>
public sealed record RegistryAssetReference(
    string Original, string Registry, string Collection, string Name, string? Version, string? Label)
    : AssetReference(Original);
