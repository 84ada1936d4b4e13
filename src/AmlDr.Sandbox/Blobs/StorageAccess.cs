using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Files;

namespace AmlDr.Sandbox.Blobs;

/// <summary>What accounts and role assignments say to a credential that is sound in itself.</summary>
internal static class StorageAccess
{
    private const string Service = "Microsoft.Storage/storageAccounts/blobServices";

    /// <summary>The action that an operation on blobs needs, and whether it is one on data.</summary>
    public static (string Action, bool IsData) ActionOf(string operation) => operation switch
    {
        "containers:list" or "containers:get" or "service:getProperties" or "service:getAccountInfo" => (Service + "/containers/read", false),
        "containers:delete" => (Service + "/containers/delete", false),
        "service:getUserDelegationKey" => (Service + "/generateUserDelegationKey/action", false),
        "blobs:delete" => (Service + "/containers/blobs/delete", true),
        "blobs:list" or "blobs:get" or "blobs:head" or "blobs:getMetadata" or "blobs:getBlockList" => (Service + "/containers/blobs/read", true),
        _ when operation.StartsWith("containers:", StringComparison.Ordinal) => (Service + "/containers/write", false),
        _ => (Service + "/containers/blobs/write", true),
    };

    /// <summary>Refuses what the account or the caller's roles do not allow on blobs.</summary>
    public static void Demand(BlobContext context, AccountState account, BlobGrant grant, string operation, string container)
    {
        (string action, bool isData) = ActionOf(operation);
        Demand(context, account, grant, action, isData, container.Length == 0 ? string.Empty : $"/blobServices/default/containers/{container}");
    }

    /// <summary>The same for files.</summary>
    public static void DemandFile(BlobContext context, AccountState account, BlobGrant grant, string operation, string share)
    {
        string below = share.Length == 0 ? string.Empty : $"/fileServices/default/fileshares/{share}";
        foreach (string action in (string[])[FileOperationNames.ActionOf(operation), FileOperationNames.IntentOf(operation)])
            Demand(context, account, grant, action, isData: true, below);
    }

    private static void Demand(BlobContext context, AccountState account, BlobGrant grant, string action, bool isData, string below)
    {
        // A signature made with a key of a user's stands for that user.
        bool isAccountKey = grant.Caller is { Kind: "Key", ObjectId: null };
        if (isAccountKey && !account.AllowsKeys)
            throw new StorageException(403, "KeyBasedAuthenticationNotPermitted", "Key based authentication is not permitted on this storage account.");
        if (!isAccountKey && !context.Access.Admits(grant.Caller, action, account.Account.ResourceId + below, isData))
            throw StorageException.PermissionMismatch();
    }
}
