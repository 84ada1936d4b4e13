using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Storage accounts. A new account can be used at once; <c>allowSharedKeyAccess</c> decides whether its keys open anything.</summary>
internal static class StorageTypes
{
    public const string Accounts = "Microsoft.Storage/storageAccounts";

    private const string Replication = "geoReplicationStats";

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        new ResourceDescriptor
        {
            Type = Accounts,
            Schema = PlatformTypes.Anything(new Field("location", FieldKind.Text) { Required = true, CreateOnly = true }),
            Patchable = ResourceDescriptor.Everything,
            HasSystemData = false,
            NameRule = name => name.Length is >= 3 and <= 24 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
                ? null
                : $"The name '{name}' of a storage account must have 3 to 24 lower-case letters and digits.",
            Normalise = Normalise,
            Check = RefuseTakenName,
            Stored = Open,
            Removed = (account, arm) =>
            {
                arm.Blobs.RemoveAccount(account.Name);
                arm.Files.RemoveAccount(account.Name);
            },
            Project = Project,
            Expandable = Replication,
            Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase) { ["listKeys"] = new(ListKeys) },
        },
        PlatformTypes.Plain(Accounts + "/objectReplicationPolicies"),
        PlatformTypes.Plain(Accounts + "/blobServices"),
        PlatformTypes.Plain(Accounts + "/fileServices"),
    ];

    private static void Normalise(JsonObject body, WriteContext write)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        SimulatedRegion? region = write.Arm.World.FindRegion(body["location"]?.ToString());
        body["kind"] ??= "StorageV2";
        body["sku"] ??= new JsonObject { ["name"] = "Standard_LRS", ["tier"] = "Standard" };
        properties["allowSharedKeyAccess"] ??= write.Arm.Options.AllowSharedKeyAccess;
        properties["isHnsEnabled"] ??= false;
        properties["primaryLocation"] ??= region?.Name;
        properties["statusOfPrimary"] ??= "available";
        // Accounts of these kinds keep a copy in the paired region.
        if (region is null || body["sku"]?["name"]?.ToString() is not { } sku || !sku.Contains("GRS", StringComparison.Ordinal) && !sku.Contains("GZRS", StringComparison.Ordinal))
            return;
        properties["secondaryLocation"] ??= region.PairedRegion;
        properties["statusOfSecondary"] ??= "available";
        properties[Replication] ??= new JsonObject
        {
            ["status"] = "Live", ["lastSyncTime"] = Wire.Instant(write.Arm.Clock.GetUtcNow()), ["canFailover"] = true, ["canPlannedFailover"] = true,
        };
    }

    private static void RefuseTakenName(JsonObject body, WriteContext write)
    {
        if (write.Arm.Blobs.FindAccount(write.Address.Name) is { } known && !ArmPath.Is(known.ResourceId, write.Address.Id))
            throw ArmException.Of(409, "StorageAccountAlreadyTaken", $"The storage account named {write.Address.Name} is already taken.");
    }

    private static void Open(StoredResource account, ArmContext arm)
    {
        if (arm.Blobs.FindAccount(account.Name) is null)
            arm.Blobs.AddAccount(arm.World.NewAccount(account.Name, arm.World.FindRegion(account.Location)?.Name ?? account.Location ?? string.Empty, account.Id));
        arm.Blobs.AllowKeys(account.Name, account.ReadBody()["properties"]?["allowSharedKeyAccess"]?.ToString() != "false");
    }

    /// <summary>Path style on this server, as with Azurite; the file service beside the blob service.</summary>
    private static void Project(ArmContext arm, StoredResource account, JsonObject body, string baseUrl)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        properties.Remove(Replication);
        properties["primaryEndpoints"] = new JsonObject { ["blob"] = $"{baseUrl}/{account.Name}/", ["file"] = $"{baseUrl}/{account.Name}.file/" };
    }

    private static SimResponse ListKeys(ActionCall action)
    {
        IReadOnlyList<string> keys = action.Arm.Blobs.FindAccount(action.Address.Name)!.Keys;
        return SimResponse.Json(200, new JsonObject
        {
            ["keys"] = new JsonArray([.. keys.Select((key, index) => (JsonNode)new JsonObject
            {
                ["keyName"] = "key" + Wire.Number(index + 1), ["value"] = key, ["permissions"] = "FULL",
            })]),
        });
    }
}
