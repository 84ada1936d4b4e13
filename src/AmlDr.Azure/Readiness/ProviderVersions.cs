namespace AmlDr.Azure.Readiness;

/// <summary>The api-versions in which the resources around a workspace are read. Source: <c>facts/aml-rest.md</c> section 8.</summary>
internal static class ProviderVersions
{
    private static readonly (string Type, string Version)[] Known =
    [
        ("Microsoft.KeyVault/vaults", "2025-05-01"),
        ("Microsoft.ContainerRegistry/registries", "2025-11-01"),
        ("Microsoft.Storage/storageAccounts", "2025-08-01"),
        ("Microsoft.Insights/components", "2020-02-02"),
        ("Microsoft.Insights/autoscaleSettings", "2022-10-01"),
        ("Microsoft.ContainerService/managedClusters", "2025-07-01"),
        ("Microsoft.DocumentDB/databaseAccounts", "2025-10-15"),
        ("Microsoft.Authorization/roleAssignments", "2022-04-01"),
        ("Microsoft.Network/privateDnsZones", "2024-06-01"),
        ("Microsoft.Network/", "2025-05-01"),
        ("Microsoft.Resources/", "2022-12-01"),
    ];

    /// <summary>Gives the api-version of a type; that of Azure Machine Learning is a setting.</summary>
    public static string Of(string type, string machineLearning) =>
        Known.FirstOrDefault(entry => type.StartsWith(entry.Type, StringComparison.OrdinalIgnoreCase)).Version ?? machineLearning;
}
