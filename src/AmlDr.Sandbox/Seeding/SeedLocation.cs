using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Seeding;

/// <summary>A workspace, usually the primary, and the address of its storage account.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="BlobEndpoint">The account's blob endpoint, with a slash at the end.</param>
public sealed record SeedLocation(SimulatedWorkspace Workspace, Uri BlobEndpoint)
{
    /// <summary>The primary of a simulated Azure.</summary>
    /// <param name="azure">The simulated Azure.</param>
    public static SeedLocation PrimaryOf(SimulatedAzure azure)
    {
        ArgumentNullException.ThrowIfNull(azure);
        return new SeedLocation(azure.World.Primary, azure.BlobEndpoint(azure.World.PrimaryAccount.Name));
    }

    /// <summary>The secondary of a simulated Azure.</summary>
    /// <param name="azure">The simulated Azure.</param>
    public static SeedLocation SecondaryOf(SimulatedAzure azure)
    {
        ArgumentNullException.ThrowIfNull(azure);
        return new SeedLocation(azure.World.Secondary, azure.BlobEndpoint(azure.World.SecondaryAccount.Name));
    }

    /// <summary>The long address of a path in a datastore, as Resource Manager returns it.</summary>
    /// <param name="datastore">The datastore's name.</param>
    /// <param name="path">The path.</param>
    /// <param name="lowerCaseGroups">Whether the segment before the resource group is written in lower case; services do either.</param>
    public string DatastoreUri(string datastore, string path, bool lowerCaseGroups = false)
    {
        string groups = lowerCaseGroups ? "resourcegroups" : "resourceGroups";
        return $"azureml://subscriptions/{WorldTopology.SubscriptionId}/{groups}/{WorldTopology.ResourceGroup}/workspaces/{Workspace.Name}"
            + $"/datastores/{datastore}/paths/{path}";
    }

    /// <summary>The https-style address of a folder in the default container.</summary>
    /// <param name="path">The folder; it needs no encoding.</param>
    public string BlobUri(string path) => $"{BlobEndpoint}{Workspace.BlobContainer}/{path}/";
}
