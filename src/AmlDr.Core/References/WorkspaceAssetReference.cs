namespace AmlDr.Core.References;

/// <summary>An asset in a workspace, by version or label: ARM identifier, workspace asset URI or <c>azureml://{collection}/…</c>.</summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="Workspace">The workspace that it names.</param>
/// <param name="Collection">The collection's path segment, such as <c>environments</c>.</param>
/// <param name="Name">The asset's name.</param>
/// <param name="Version">The version, if named.</param>
/// <param name="Label">The label, such as <c>latest</c>, if named.</param>
public sealed record WorkspaceAssetReference(
    string Original, ReferencedWorkspace Workspace, string Collection, string Name, string? Version, string? Label)
    : AssetReference(Original);
