using System.Text.Json.Nodes;
using AmlDr.Sandbox.Access;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.World;

/// <summary>Puts the world's first resources in place.</summary>
internal static class WorldSeeder
{
    /// <summary>The vault of the resource group.</summary>
    public const string VaultName = "kv-mldr";

    private const string RegistryName = "crmldr";

    public static void Seed(WorldTopology world, ArmContext arm)
    {
        foreach (SimulatedAccount account in world.Accounts)
            arm.Resources.WriteAsService(account.ResourceId, Account(account));
        arm.Resources.WriteAsService(Id(PlatformTypes.Vaults, VaultName), Vault(world));
        arm.Resources.WriteAsService(Id(PlatformTypes.Registries, RegistryName), Registry());
        foreach (SimulatedRegion region in world.Regions)
        {
            arm.Resources.WriteAsService($"{Id(PlatformTypes.Registries, RegistryName)}/replications/{region.Name}", Replication(region));
            arm.Resources.WriteAsService(Id(PlatformTypes.Insights, "appi-" + region.Name), Insights(world, region));
        }

        foreach (SimulatedWorkspace workspace in world.Workspaces)
            arm.Resources.WriteAsService(workspace.ResourceId, Workspace(world, workspace));
        foreach (BuiltInRole role in BuiltInRoles.All)
            arm.Resources.WriteAsService($"/subscriptions/{WorldTopology.SubscriptionId}/providers/{AuthorizationTypes.RoleDefinitions}/{role.Id}", role.ToBody());
    }

    private static JsonObject Account(SimulatedAccount account) => Tracked(
        "StorageV2",
        account.Region,
        new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["accessTier"] = "Hot",
            ["allowBlobPublicAccess"] = false,
            ["isHnsEnabled"] = false,
            ["statusOfPrimary"] = "available",
            ["primaryLocation"] = account.Region,
            // Plain HTTP is what the simulator speaks.
            ["supportsHttpsTrafficOnly"] = false,
        },
        new JsonObject { ["name"] = "Standard_LRS", ["tier"] = "Standard" });

    private static string Id(string type, string name) => $"{WorldTopology.ResourceGroupId}/providers/{type}/{name}";

    private static JsonObject Tracked(string? kind, string location, JsonObject properties, JsonObject? sku = null)
    {
        JsonObject body = new() { ["location"] = location, ["tags"] = new JsonObject(), ["properties"] = properties };
        if (kind is not null)
            body["kind"] = kind;
        if (sku is not null)
            body["sku"] = sku;
        return body;
    }

    private static JsonObject Vault(WorldTopology world) => Tracked(null, WorldTopology.SecondaryRegion, new JsonObject
    {
        ["provisioningState"] = "Succeeded",
        ["tenantId"] = world.TenantId.ToString(),
        ["sku"] = new JsonObject { ["family"] = "A", ["name"] = "standard" },
        ["enableSoftDelete"] = true,
        ["enablePurgeProtection"] = true,
        ["enableRbacAuthorization"] = true,
        ["vaultUri"] = $"https://{VaultName}.vault.azure.net/",
    });

    private static JsonObject Registry() => Tracked(
        null,
        WorldTopology.PrimaryRegion,
        new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["loginServer"] = $"{RegistryName}.azurecr.io",
            ["adminUserEnabled"] = false,
            ["zoneRedundancy"] = "Disabled",
        },
        new JsonObject { ["name"] = "Premium", ["tier"] = "Premium" });

    private static JsonObject Replication(SimulatedRegion region) => Tracked(null, region.Name, new JsonObject
    {
        ["provisioningState"] = "Succeeded",
        ["regionEndpointEnabled"] = true,
        ["zoneRedundancy"] = "Disabled",
        ["status"] = new JsonObject { ["displayStatus"] = "Ready" },
    });

    private static JsonObject Insights(WorldTopology world, SimulatedRegion region) => Tracked("web", region.Name, new JsonObject
    {
        ["provisioningState"] = "Succeeded",
        ["Application_Type"] = "web",
        ["RetentionInDays"] = 90,
        ["InstrumentationKey"] = world.Values.Guid("insights/" + region.Name).ToString(),
        ["IngestionMode"] = "ApplicationInsights",
    });

    private static JsonObject Workspace(WorldTopology world, SimulatedWorkspace workspace)
    {
        JsonObject body = Tracked(
            "Default",
            workspace.Region,
            new JsonObject
            {
                ["friendlyName"] = workspace.Name,
                ["description"] = string.Empty,
                ["workspaceId"] = workspace.WorkspaceId.ToString(),
                ["storageAccount"] = world.Accounts.First(account => account.Name == workspace.Account).ResourceId,
                ["keyVault"] = Id(PlatformTypes.Vaults, VaultName),
                ["applicationInsights"] = Id(PlatformTypes.Insights, "appi-" + workspace.Region),
                ["containerRegistry"] = Id(PlatformTypes.Registries, RegistryName),
                ["publicNetworkAccess"] = "Enabled",
            },
            new JsonObject { ["name"] = "Basic", ["tier"] = "Basic" });
        body["identity"] = new JsonObject { ["type"] = "SystemAssigned" };
        return body;
    }
}
