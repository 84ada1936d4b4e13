using AmlDr.Core.Readiness.Checks;

namespace AmlDr.Core.Readiness;

/// <summary>All checks, in the order of <c>facts/aml-rest.md</c> section 8.</summary>
public static class ReadinessChecks
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ReadinessCheck> All { get; } =
    [
        new WorkspacesCheck(), new PairedRegionsCheck(), new OneKeyVaultCheck(), new KeyVaultProtectionCheck(), new OneContainerRegistryCheck(),
        new RegistryReplicationCheck(), new SeparateStorageCheck(), new StoragePlacementCheck(), new DataStorageCheck(), new DatastoresCheck(),
        new ApplicationInsightsCheck(), new ComputesCheck(), new QuotaCheck(), new AmlRegistriesCheck(), new KubernetesCheck(),
        new CustomerManagedDataCheck(), new CosmosDbCheck(), new CustomerManagedKeyCheck(), new RoleAssignmentsCheck(), new PrivateEndpointsCheck(),
        new PrivateDnsCheck(), new NetworkPostureCheck(), new ImageBuildCheck(), new ZonesCheck(), new AssetsCheck(), new TiersCheck(),
        new NotebooksCheck(), new JobsCheck(), new HardCodedReferencesCheck(), new DeletedNamesCheck(),
    ];

    /// <summary>Looks for a check.</summary>
    /// <param name="id">Its name.</param>
    /// <returns>The check; null when there is none of the name.</returns>
    public static ReadinessCheck? Find(string id) => All.FirstOrDefault(check => string.Equals(check.Id, id, StringComparison.OrdinalIgnoreCase));
}
