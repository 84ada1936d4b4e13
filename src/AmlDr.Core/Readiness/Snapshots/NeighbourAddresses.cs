using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Checks;

namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>Where the resources around a workspace stand, by what names them. Who takes a snapshot reads these; the checks ask for the same.</summary>
public static class NeighbourAddresses
{
    /// <summary>Private endpoints whose connection to the workspace is approved.</summary>
    /// <param name="connections">The workspace's private endpoint connections.</param>
    /// <returns>Their identifiers.</returns>
    public static IEnumerable<string> PrivateEndpoints(IEnumerable<AssetDocument> connections) => PrivateEndpointFacts.Approved(connections);

    /// <summary>Private endpoints whose connection to a resource around the workspace is approved.</summary>
    /// <param name="resource">The resource, such as the storage account.</param>
    /// <returns>Their identifiers.</returns>
    public static IEnumerable<string> PrivateEndpoints(AssetDocument resource) => PrivateEndpointFacts.Approved(resource);

    /// <summary>The zones that a private endpoint registers itself with.</summary>
    /// <param name="zoneGroups">Its list <c>privateDnsZoneGroups</c>.</param>
    /// <returns>Their identifiers.</returns>
    public static IEnumerable<string> PrivateDnsZones(IEnumerable<AssetDocument> zoneGroups) =>
        PrivateEndpointFacts.Zones(zoneGroups).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The lists of role assignments at the workspace and at the resources that its identity works with.</summary>
    /// <param name="workspaceId">The workspace's identifier.</param>
    /// <param name="workspace">The workspace.</param>
    /// <returns>The addresses of the lists.</returns>
    public static IEnumerable<string> RoleAssignments(WorkspaceId workspaceId, AssetDocument workspace)
    {
        ArgumentNullException.ThrowIfNull(workspaceId);
        return RoleAssignmentsCheck.Scopes(workspaceId.ToString(), workspace).Select(RoleAssignmentsCheck.Address);
    }

    /// <summary>The vault of the workspace's customer-managed key.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <returns>Its identifier; null when there is no such key.</returns>
    public static string? KeyVaultOfEncryption(AssetDocument workspace) => EncryptionFacts.IsEnabled(workspace) ? EncryptionFacts.VaultId(workspace) : null;

    /// <summary>The list of Cosmos DB accounts that the service made in the customer's subscription for the customer-managed key.</summary>
    /// <param name="workspaceId">The workspace's identifier.</param>
    /// <param name="workspace">The workspace.</param>
    /// <returns>The list's address; null when there is no such key.</returns>
    public static string? CosmosAccounts(WorkspaceId workspaceId, AssetDocument workspace) =>
        EncryptionFacts.IsEnabled(workspace) ? EncryptionFacts.CosmosAddress(workspaceId, workspace) : null;

    /// <summary>The storage accounts behind the datastores that users made and the policy does not leave out.</summary>
    /// <param name="datastores">The datastores.</param>
    /// <param name="pair">The pair.</param>
    /// <returns>Their identifiers.</returns>
    public static IEnumerable<string> StorageAccounts(IEnumerable<AssetDocument> datastores, Pair pair) =>
        DatastoreFacts.OfUsers(datastores, pair).Select(DatastoreFacts.AccountId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The managed Kubernetes clusters that computes are attached to.</summary>
    /// <param name="computes">The computes.</param>
    /// <returns>Their identifiers.</returns>
    public static IEnumerable<string> KubernetesClusters(IEnumerable<AssetDocument> computes) =>
        computes.Select(compute => compute.Property("resourceId")).OfType<string>().Where(KubernetesCheck.IsManaged);

    /// <summary>The virtual networks that computes stand in.</summary>
    /// <param name="computes">The computes.</param>
    /// <returns>Their identifiers.</returns>
    public static IEnumerable<string> VirtualNetworks(IEnumerable<AssetDocument> computes) => PrivateEndpointsCheck.Networks(computes);
}
