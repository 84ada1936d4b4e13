using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The resources that a workspace leans on. Clients can read them; the simulated world makes them.</summary>
internal static class PlatformTypes
{
    public const string StorageAccounts = "Microsoft.Storage/storageAccounts";

    public const string Vaults = "Microsoft.KeyVault/vaults";

    public const string Registries = "Microsoft.ContainerRegistry/registries";

    public const string Replications = Registries + "/replications";

    public const string Insights = "Microsoft.Insights/components";

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        new ResourceDescriptor
        {
            Type = StorageAccounts,
            Schema = new BodySchema([]),
            ServiceOwned = true,
            HasSystemData = false,
            Project = AddEndpoints,
            Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase) { ["listKeys"] = ListKeys },
        },
        Readable(Vaults),
        Readable(Registries),
        Readable(Replications),
        Readable(Insights),
    ];

    private static ResourceDescriptor Readable(string type) =>
        new() { Type = type, Schema = new BodySchema([]), ServiceOwned = true, HasSystemData = false };

    /// <summary>
    /// Path style on this server, as with Azurite. The file service is not simulated: its address is of the published shape and answers
    /// that it is not implemented.
    /// </summary>
    private static void AddEndpoints(StoredResource account, JsonObject body, string baseUrl) =>
        body["properties"]!["primaryEndpoints"] = new JsonObject
        {
            ["blob"] = $"{baseUrl}/{account.Name}/",
            ["file"] = $"{baseUrl}/{account.Name}.file/",
        };

    private static SimResponse ListKeys(ArmContext arm, StoredResource account, CallContext call)
    {
        IReadOnlyList<string> keys = arm.World.Accounts.First(candidate => ArmPath.Is(candidate.Name, account.Name)).Keys;
        return SimResponse.Json(200, new JsonObject
        {
            ["keys"] = new JsonArray([.. keys.Select((key, index) => (JsonNode)new JsonObject
            {
                ["keyName"] = "key" + Wire.Number(index + 1), ["value"] = key, ["permissions"] = "FULL",
            })]),
        });
    }
}
