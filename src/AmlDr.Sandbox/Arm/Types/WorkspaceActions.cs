using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>What can be asked of a workspace besides its document.</summary>
internal static class WorkspaceActions
{
    private static readonly string[] Diagnoses =
    [
        "userDefinedRouteResults", "networkSecurityRuleResults", "resourceLockResults", "dnsResolutionResults", "storageAccountResults", "keyVaultResults",
        "containerRegistryResults", "applicationInsightsResults", "otherResults",
    ];

    public static Dictionary<string, ResourceAction> All() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["listKeys"] = new(ListKeys),
        ["listStorageAccountKeys"] = new(action => SimResponse.Json(200, new JsonObject { ["userStorageKey"] = StorageKey(action) ?? string.Empty })),
        ["listNotebookKeys"] = new(action => SimResponse.Json(200, NotebookKeys())),
        ["listNotebookAccessToken"] = new(action => SimResponse.Json(200, new JsonObject
        {
            ["notebookResourceId"] = action.Arm.World.Values.Guid("notebook/" + action.Resource.Id).ToString("N"),
            ["hostName"] = "simulated",
            ["publicDns"] = $"{action.Address.Name}.notebooks.azure.net",
            ["accessToken"] = Guid.NewGuid().ToString("N"),
            ["tokenType"] = "Bearer",
            ["expiresIn"] = 28800,
            ["scope"] = "aznb_identity",
        })),
        ["resyncKeys"] = new(action => action.Arm.Operations.Accept(action.Call, action.Resource, () => SimResponse.Empty(200))),
        ["diagnose"] = new(action => action.Arm.Operations.Accept(action.Call, action.Resource, () => SimResponse.Json(200, new JsonObject
        {
            ["value"] = new JsonObject(Diagnoses.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonArray()))),
        }))),
        ["prepareNotebook"] = new(action => action.Arm.Operations.Accept(action.Call, action.Resource, () => SimResponse.Json(200, new JsonObject
        {
            ["resourceId"] = action.Arm.World.Values.Guid("notebook/" + action.Resource.Id).ToString("N"),
            ["fqdn"] = $"{action.Address.Name}.notebooks.azure.net",
        }))),
        ["provisionManagedNetwork"] = new(ManagedNetworks.Provision),
        ["outboundNetworkDependenciesEndpoints"] = ResourceAction.Get(_ => Values(
            Dependency("Azure Active Directory", "login.microsoftonline.com"), Dependency("Azure portal", "management.azure.com"))),
        ["privateLinkResources"] = ResourceAction.Get(action => Values(new JsonObject
        {
            ["id"] = $"{action.Resource.Id}/privateLinkResources/amlworkspace",
            ["name"] = "amlworkspace",
            ["type"] = AssetTypes.Workspace + "/privateLinkResources",
            ["properties"] = new JsonObject { ["groupId"] = "amlworkspace", ["requiredMembers"] = new JsonArray("default") },
        })),
        ["features"] = ResourceAction.Get(_ => Values(new JsonObject
        {
            ["id"] = "automatedml_createeditexperimentsui",
            ["displayName"] = "Create edit experiments UI",
            ["description"] = "Create, edit or delete AutoML experiments in the SDK",
        })),
    };

    private static SimResponse Values(params JsonObject[] values) => SimResponse.Json(200, new JsonObject { ["value"] = new JsonArray([.. values]) });

    private static JsonObject NotebookKeys() => new() { ["primaryAccessKey"] = Guid.NewGuid().ToString("N"), ["secondaryAccessKey"] = Guid.NewGuid().ToString("N") };

    private static JsonObject Dependency(string category, string domain) => new()
    {
        ["properties"] = new JsonObject
        {
            ["category"] = category,
            ["endpoints"] = new JsonArray(new JsonObject
            {
                ["domainName"] = domain, ["endpointDetails"] = new JsonArray(new JsonObject { ["port"] = 443 }),
            }),
        },
    };

    private static SimResponse ListKeys(ActionCall action) => SimResponse.Json(200, new JsonObject
    {
        ["userStorageKey"] = StorageKey(action) ?? string.Empty,
        ["userStorageResourceId"] = action.Resource.ReadBody()["properties"]?["storageAccount"]?.DeepClone(),
        ["appInsightsInstrumentationKey"] = action.Arm.World.Values.Guid("insights/" + action.Resource.Name).ToString(),
        ["notebookAccessKeys"] = NotebookKeys(),
    });

    /// <summary>Null for an account that is not simulated.</summary>
    private static string? StorageKey(ActionCall action)
    {
        string? account = action.Resource.ReadBody()["properties"]?["storageAccount"]?.ToString();
        SimulatedAccount? known = account is null ? null : action.Arm.Blobs.FindAccount(account.Split('/')[^1]);
        return known?.Keys[0];
    }
}
