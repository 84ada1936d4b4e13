using System.Text.Json.Nodes;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The four datastores that every workspace is born with, and the containers and shares behind them.</summary>
internal static class SystemDatastores
{
    public static void Create(StoredResource workspace, WriteContext write)
    {
        JsonObject properties = (JsonObject)workspace.ReadBody()["properties"]!;
        if (properties["storageAccount"]?.ToString() is not { } account)
            return;
        string name = account[(account.LastIndexOf('/') + 1)..];
        string id = properties["workspaceId"]!.ToString();
        SimulatedAccount? known = write.Arm.Blobs.FindAccount(name);
        if (known is not null)
        {
            foreach (string container in (string[])["azureml-blobstore-" + id, SimulatedWorkspace.ArtifactContainer])
                write.Arm.Blobs.CreateContainer(name, container);
            foreach (string share in (string[])["azureml-filestore-" + id, WorkspaceType.NotebookShare])
                write.Arm.Files.CreateShare(name, share);
        }

        Add(workspace, write, "workspaceblobstore", Store("AzureBlob", name, known, ("containerName", "azureml-blobstore-" + id)), isDefault: true);
        Add(workspace, write, "workspaceartifactstore", Store("AzureBlob", name, known, ("containerName", "azureml")));
        Add(workspace, write, "workspacefilestore", Store("AzureFile", name, known, ("fileShareName", "azureml-filestore-" + id)));
        Add(workspace, write, "workspaceworkingdirectory", Store("AzureFile", name, known, ("fileShareName", WorkspaceType.NotebookShare)));
    }

    private static void Add(StoredResource workspace, WriteContext write, string name, JsonObject properties, bool isDefault = false)
    {
        properties["isDefault"] = isDefault;
        write.Arm.Resources.WriteAsService($"{workspace.Id}/datastores/{name}", new JsonObject { ["properties"] = properties });
    }

    private static JsonObject Store(string type, string account, SimulatedAccount? known, (string Name, string Value) place) => new()
    {
        ["description"] = null,
        ["tags"] = new JsonObject(),
        ["properties"] = new JsonObject(),
        ["datastoreType"] = type,
        ["accountName"] = account,
        [place.Name] = place.Value,
        ["endpoint"] = "core.windows.net",
        ["protocol"] = "https",
        ["serviceDataAccessAuthIdentity"] = "None",
        ["subscriptionId"] = WorldTopology.SubscriptionId,
        ["resourceGroup"] = WorldTopology.ResourceGroup,
        ["credentials"] = known is null
            ? new JsonObject { ["credentialsType"] = "None" }
            : new JsonObject
            {
                ["credentialsType"] = "AccountKey",
                ["secrets"] = new JsonObject { ["secretsType"] = "AccountKey", ["key"] = known.Keys[0] },
            },
    };
}
