namespace AmlDr.Core.References;

/// <summary>An asset by region and workspace GUID: <c>azureml://locations/{region}/workspaces/{guid}/{collection}/{name}/versions/{version}</c>.</summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="Region">The region.</param>
/// <param name="WorkspaceGuid">The workspace's immutable identifier.</param>
/// <param name="Collection">The collection's path segment.</param>
/// <param name="Name">The asset's name.</param>
/// <param name="Version">The version.</param>
public sealed record RegionalAssetReference(
    string Original, string Region, string WorkspaceGuid, string Collection, string Name, string Version)
    : AssetReference(Original);
