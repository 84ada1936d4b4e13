using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Catalog;

/// <summary>What was known of the primary workspace when an asset was seen: enough to tell its references from others without asking it.</summary>
/// <param name="Id">Its resource identifier.</param>
/// <param name="Location">Its region, in the short form.</param>
/// <param name="WorkspaceGuid">The immutable identifier that the service gave it.</param>
/// <param name="StorageAccountId">The resource identifier of its default storage account.</param>
/// <param name="ContainerRegistryId">The resource identifier of its container registry, if it has one.</param>
/// <param name="BlobEndpoint">The blob endpoint of its default storage account.</param>
public sealed record CatalogWorkspace(
    string Id, string Location, string WorkspaceGuid, string StorageAccountId, string? ContainerRegistryId, Uri BlobEndpoint)
{
    /// <summary>Makes the form that is kept.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="blobEndpoint">The blob endpoint of its default storage account.</param>
    /// <returns>The kept form.</returns>
    public static CatalogWorkspace From(WorkspaceDescription workspace, Uri blobEndpoint)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return new CatalogWorkspace(
            workspace.Id.ToString(), workspace.Location, workspace.WorkspaceGuid, workspace.StorageAccountId, workspace.ContainerRegistryId, blobEndpoint);
    }

    /// <summary>Gives the description that rewriting works with.</summary>
    /// <returns>The description.</returns>
    /// <exception cref="FormatException">The identifier is not a workspace's.</exception>
    public WorkspaceDescription Describe() => new(WorkspaceId.Parse(Id), Location, WorkspaceGuid, StorageAccountId, ContainerRegistryId);
}
