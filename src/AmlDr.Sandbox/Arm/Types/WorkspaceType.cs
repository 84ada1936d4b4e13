using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

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
        Created = (workspace, write) => SystemDatastores.Create(workspace, write),
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase)
        {
            ["listKeys"] = ListKeys,
            ["listStorageAccountKeys"] = (arm, workspace, _) => SimResponse.Json(200, new JsonObject { ["userStorageKey"] = StorageKey(arm, workspace) }),
            ["resyncKeys"] = (arm, workspace, call) => arm.Operations.Accept(call, workspace, () => SimResponse.Empty(200)),
        },
    };

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
        if (body["identity"] is not JsonObject identity)
            body["identity"] = identity = new JsonObject { ["type"] = "SystemAssigned" };
        identity["principalId"] = write.Arm.World.Values.Guid("principal/" + write.Address.Id.ToLowerInvariant()).ToString();
        identity["tenantId"] = write.Arm.World.TenantId.ToString();
        if (identity["userAssignedIdentities"] is JsonObject assigned)
        {
            foreach (string resource in assigned.Select(entry => entry.Key).ToArray())
            {
                assigned[resource] = new JsonObject
                {
                    ["principalId"] = write.Arm.World.Values.Guid("principal/" + resource.ToLowerInvariant()).ToString(),
                    ["clientId"] = write.Arm.World.Values.Guid("client/" + resource.ToLowerInvariant()).ToString(),
                };
            }
        }
    }

    private static SimResponse ListKeys(ArmContext arm, StoredResource workspace, CallContext call) => SimResponse.Json(200, new JsonObject
    {
        ["userStorageKey"] = StorageKey(arm, workspace),
        ["userStorageResourceId"] = workspace.ReadBody()["properties"]?["storageAccount"]?.DeepClone(),
        ["appInsightsInstrumentationKey"] = arm.World.Values.Guid("insights/" + workspace.Name).ToString(),
        ["containerRegistryCredentials"] = null,
        ["notebookAccessKeys"] = null,
    });

    private static string? StorageKey(ArmContext arm, StoredResource workspace)
    {
        string? account = workspace.ReadBody()["properties"]?["storageAccount"]?.ToString();
        return arm.World.Accounts.FirstOrDefault(candidate => ArmPath.Is(account, candidate.ResourceId))?.Keys[0];
    }

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}\z")]
    private static partial Regex Name();
}
