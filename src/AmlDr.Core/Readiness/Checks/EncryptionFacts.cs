using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>What the checks, and the reader of the snapshot, ask of a workspace's encryption.</summary>
internal static class EncryptionFacts
{
    public static bool IsEnabled(AssetDocument workspace) => workspace.GetString("properties", "encryption", "status").Is("Enabled");

    public static string? VaultId(AssetDocument workspace) => workspace.GetString("properties", "encryption", "keyVaultProperties", "keyVaultArmId");

    /// <summary>The address of the list of the Cosmos DB accounts that the service made in the customer's subscription.</summary>
    public static string? CosmosAddress(WorkspaceId workspace, AssetDocument document) => document.Property("serviceProvisionedResourceGroup") switch
    {
        null or "" => null,
        ['/', ..] id => $"{id}/providers/Microsoft.DocumentDB/databaseAccounts",
        var name => $"/subscriptions/{workspace.SubscriptionId}/resourceGroups/{name}/providers/Microsoft.DocumentDB/databaseAccounts",
    };
}
