using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Jobs;

/// <summary>A workspace as it was last seen.</summary>
/// <param name="Id">Its resource identifier.</param>
/// <param name="Location">Its region.</param>
/// <param name="WorkspaceGuid">The identifier that the service gave it.</param>
/// <param name="StorageAccountId">Its default storage account.</param>
/// <param name="ContainerRegistryId">Its container registry, if it has one.</param>
public sealed record StoredWorkspace(
    string Id, string Location, string WorkspaceGuid, string StorageAccountId, string? ContainerRegistryId)
{
    /// <summary>Writes a description down.</summary>
    /// <param name="workspace">The description.</param>
    /// <returns>What may be kept.</returns>
    public static StoredWorkspace From(WorkspaceDescription workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return new StoredWorkspace(
            workspace.Id.ToString(), workspace.Location, workspace.WorkspaceGuid, workspace.StorageAccountId, workspace.ContainerRegistryId);
    }

    /// <summary>Makes the description again.</summary>
    /// <returns>The description.</returns>
    public WorkspaceDescription ToDescription() =>
        new(WorkspaceId.Parse(Id), Location, WorkspaceGuid, StorageAccountId, ContainerRegistryId);
}
