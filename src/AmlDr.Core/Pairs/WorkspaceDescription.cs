namespace AmlDr.Core.Pairs;

/// <summary>What must be known of a workspace to tell its references from another one's.</summary>
/// <param name="Id">Where it stands.</param>
/// <param name="Location">Its region, in the short form (<c>westeurope</c>).</param>
/// <param name="WorkspaceGuid">The immutable identifier that the service gave it (<c>properties.workspaceId</c>); part of container names.</param>
/// <param name="StorageAccountId">The resource identifier of its default storage account.</param>
/// <param name="ContainerRegistryId">The resource identifier of its container registry, if it has one.</param>
public sealed record WorkspaceDescription(
    WorkspaceId Id, string Location, string WorkspaceGuid, string StorageAccountId, string? ContainerRegistryId);
