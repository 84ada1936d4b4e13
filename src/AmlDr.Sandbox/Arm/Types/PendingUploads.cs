using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Places to upload an asset's files to, and ways to read them, as signatures that the service makes.</summary>
internal static class PendingUploads
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(8);

    /// <summary><c>startPendingUpload</c>: the same asset and upload id get the same place. The version itself need not exist.</summary>
    public static ResourceAction Action { get; } = new(Start) { NeedsBody = true, OnAbsent = true };

    /// <summary>A way to read what an address in a registry's storage holds.</summary>
    public static SimResponse GetReadAccess(ActionCall action)
    {
        string uri = action.Text("blobUri") ?? throw ArmException.User(400, "BadArgument", "The field 'blobUri' is required.");
        StoredResource registry = action.Arm.Store.Find(action.Address.Root)!;
        IReadOnlyList<string> accounts = RegistryStorage.AccountsOf(registry, action.Arm);
        ContentPlace? place = ContentPlace.Find(uri, registry, action.Arm);
        if (!Placeholder.Is(uri) && (place is null || !accounts.Contains(place.Account, StringComparer.Ordinal)))
            throw ArmException.User(404, "NotFoundError", $"'{uri}' is no address in the storage of the registry '{registry.Name}'.");
        string container = place?.Container ?? RegistryStorage.Container;
        (string blobUri, string sasUri) = Sign(action, action.Arm.Blobs.FindAccount(place?.Account ?? accounts[0])!, container, "rl");
        return SimResponse.Json(200, new JsonObject
        {
            ["blobReferenceForConsumption"] = new JsonObject
            {
                ["blobUri"] = Placeholder.Is(uri) ? blobUri : uri,
                ["storageAccountArmId"] = action.Arm.Blobs.FindAccount(place?.Account ?? accounts[0])!.ResourceId,
                ["credential"] = new JsonObject { ["credentialType"] = "SAS", ["sasUri"] = sasUri },
            },
        });
    }

    private static SimResponse Start(ActionCall action)
    {
        ArmContext arm = action.Arm;
        StoredResource root = arm.Store.Find(action.Address.Root)!;
        NameRules.Check(action.Address);
        string uploadId = action.Text("pendingUploadId") is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
        string accountName = ArmPath.Is(root.Descriptor.Type, AssetTypes.Registry)
            ? RegistryStorage.AccountsOf(root, arm)[0]
            : root.ReadBody()["properties"]?["storageAccount"]?.ToString().Split('/')[^1] ?? string.Empty;
        SimulatedAccount account = arm.Blobs.FindAccount(accountName)
            ?? throw ArmException.User(409, "ConflictError", $"The workspace's storage account '{accountName}' is not there.");
        string container = arm.World.Values.Guid($"upload/{action.Address.Id}/{uploadId}").ToString();
        arm.Blobs.CreateContainer(account.Name, container);
        (string blobUri, string sasUri) = Sign(action, account, container, "rwl");
        return SimResponse.Json(
            200,
            new JsonObject
            {
                ["pendingUploadId"] = uploadId,
                ["pendingUploadType"] = "TemporaryBlobReference",
                ["blobReferenceForConsumption"] = new JsonObject
                {
                    ["blobUri"] = blobUri,
                    ["storageAccountArmId"] = account.ResourceId,
                    ["credential"] = new JsonObject { ["credentialType"] = "SAS", ["sasUri"] = sasUri },
                },
            },
            tookEffect: true);
    }

    private static (string BlobUri, string SasUri) Sign(ActionCall action, SimulatedAccount account, string container, string permissions)
    {
        string uri = $"{action.Call.Request.BaseUrl}/{account.Name}/{container}";
        string sas = SasVerifier.Mint(account, container, permissions, action.Arm.Clock.GetUtcNow() + Life);
        return (uri, $"{uri}?{sas}");
    }
}
