using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Workspaces: writes are long-running, a deletion is soft, and every new one comes with its four system datastores.</summary>
internal static partial class WorkspaceType
{
    /// <summary>The share behind <c>workspaceworkingdirectory</c> has the same name in every workspace.</summary>
    public const string NotebookShare = "code-391ff5ac-6576-460f-ba4d-7e03433c68b6";

    private static readonly string[] Patchable =
    [
        "tags", "sku", "identity",
        .. new[]
        {
            "description", "friendlyName", "imageBuildCompute", "primaryUserAssignedIdentity", "serverlessComputeSettings",
            "publicNetworkAccess", "applicationInsights", "containerRegistry", "featureStoreSettings", "managedNetwork",
            "enableDataIsolation", "v1LegacyMode", "encryption", "serviceManagedResourcesSettings",
        }.Select(name => "properties." + name),
    ];

    public static ResourceDescriptor Descriptor() => new()
    {
        Type = AssetTypes.Workspace,
        NamePattern = Name(),
        Schema = new BodySchema(
        [
            new("location", FieldKind.Text) { Required = true, CreateOnly = true },
            new("tags", FieldKind.TextMap), new("kind", FieldKind.Text), new("sku", FieldKind.Structure), new("identity", FieldKind.Structure),
            Fields.Text("description"), Fields.Text("friendlyName"), Fields.Fixed("keyVault"), Fields.Fixed("storageAccount"),
            Fields.Text("applicationInsights"), Fields.Text("containerRegistry"), Fields.Text("imageBuildCompute"),
            Fields.Text("publicNetworkAccess") with { Allowed = ["Enabled", "Disabled"] },
            new("properties.hbiWorkspace", FieldKind.Flag) { CreateOnly = true, Default = "false" },
            new("properties.v1LegacyMode", FieldKind.Flag) { Default = "false" },
            new("properties.allowPublicAccessWhenBehindVnet", FieldKind.Flag) { Default = "false" },
            new("properties.workspaceId", FieldKind.Text) { ReadOnly = true },
            new("properties.tenantId", FieldKind.Text) { ReadOnly = true },
            new("properties.serviceProvisionedResourceGroup", FieldKind.Text) { ReadOnly = true },
            new("properties.privateLinkCount", FieldKind.Whole) { ReadOnly = true, Default = "0" },
            new("properties.privateEndpointConnections", FieldKind.List) { ReadOnly = true },
            new("properties.notebookInfo", FieldKind.Structure) { ReadOnly = true },
            new("properties.storageHnsEnabled", FieldKind.Flag) { ReadOnly = true, Default = "false" },
            new("properties.mlFlowTrackingUri", FieldKind.Text) { ReadOnly = true },
            Fields.State,
        ]),
        Put = WriteStyle.Location,
        Delete = WriteStyle.Location,
        Patchable = Patchable,
        Normalise = Normalise,
        Created = SystemDatastores.Create,
        SoftDelete = new SoftDeletion(TimeSpan.FromDays(14), AsksForRecovery)
        {
            ErrorCode = "SoftDeletedWorkspaceExists",
            PurgeParameter = "forceToPurge",
            // Published as deleted for good; so are running jobs, which have nothing to run on.
            TakenForGood = ["computes", "onlineEndpoints", "batchEndpoints", "serverlessEndpoints", "privateEndpointConnections"],
        },
        Project = ShowConnections,
        Actions = WorkspaceActions.All(),
    };

    /// <summary>The switch of an old preview, which templates still send to recover a workspace by creating it again.</summary>
    private static bool AsksForRecovery(JsonObject body) =>
        ArmPath.Is(body["properties"]?["allowRecoverSoftDeletedWorkspace"]?.ToString(), "true");

    private static void ShowConnections(ArmContext arm, StoredResource workspace, JsonObject body, string baseUrl)
    {
        lock (arm.Store.Gate)
        {
            if (workspace.Children?.Find("privateEndpointConnections")?.InOrder is not { Count: > 0 } connections)
                return;
            body["properties"]!["privateEndpointConnections"] = new JsonArray([.. connections.Select(connection => (JsonNode)connection.ToDocument(connection.ReadBody()))]);
        }
    }

    private static void Normalise(JsonObject body, WriteContext write)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        string id = (write.Existing?["properties"]?["workspaceId"] ?? properties["workspaceId"])?.ToString()
            ?? write.Arm.World.Values.Guid("workspace/" + write.Address.Name).ToString();
        properties["workspaceId"] = id;
        properties["tenantId"] = write.Arm.World.TenantId.ToString();
        string location = body["location"]!.ToString();
        properties["mlFlowTrackingUri"] = $"azureml://{location}.api.azureml.ms/mlflow/v1.0{write.Address.Id}";
        properties["discoveryUrl"] ??= $"https://{location}.api.azureml.ms/discovery";
        Tracked.FillIdentity(body, write);
    }

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}\z")]
    private static partial Regex Name();
}
