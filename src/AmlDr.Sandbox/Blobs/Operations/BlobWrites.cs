using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>What every write that replaces or makes a blob has in common. Callers hold the account's lock.</summary>
internal static class BlobWrites
{
    /// <summary>
    /// Checks that the blob may be written now: permission, conditions, lease, no copy under way. Returns the container, and the entry
    /// that stands there already, if one does.
    /// </summary>
    public static (ContainerState Container, BlobEntry? Entry) Admit(BlobCall call, string? requiredType = null)
    {
        ContainerState container = call.Account.Require(call.Container);
        BlobEntry? entry = container.Find(call.Blob);
        StoredBlob? committed = entry?.Committed;
        call.Grant.RequireWrite(committed is not null);
        BlobConditions.OnTarget(call.Request).CheckWrite(committed);
        string? leaseId = BlobHeaders.ReadLeaseId(call.Request);
        if (committed is not null || leaseId is not null)
            (entry?.Lease ?? new Lease()).CheckWrite(leaseId, call.Now);
        RefusePendingCopy(committed);
        if (committed is not null && requiredType is not null && committed.Type != requiredType)
            throw new StorageException(409, "InvalidBlobType", "The blob type is invalid for this operation.");
        return (container, entry);
    }

    public static void RefusePendingCopy(StoredBlob? committed)
    {
        if (committed?.Copy is { Pending: true })
            throw new StorageException(409, "PendingCopyOperation", "There is currently a pending copy operation.");
    }

    /// <summary>Puts the blob in place. Blocks that were not committed go.</summary>
    public static StoredBlob Commit(BlobCall call, ContainerState container, StoredBlob blob)
    {
        BlobEntry entry = container.FindOrAdd(call.Blob);
        entry.Committed = blob;
        entry.Uncommitted.Clear();
        return blob;
    }

    /// <summary>An existing blob that a change of its own properties is asked for.</summary>
    public static BlobEntry RequireExisting(BlobCall call, string permission)
    {
        call.Grant.Require(permission);
        BlobEntry? entry = call.Account.Require(call.Container).Find(call.Blob);
        if (entry?.Committed is not { } blob)
            throw StorageException.BlobNotFound();
        BlobConditions.OnTarget(call.Request).CheckWrite(blob);
        entry.Lease.CheckWrite(BlobHeaders.ReadLeaseId(call.Request), call.Now);
        RefusePendingCopy(blob);
        return entry;
    }

    public static SimResponse Created(StoredBlob blob, long bytesCopied = 0) =>
        SimResponse.Empty(201, tookEffect: true, bytesCopied).WithVersionOf(blob).With("x-ms-request-server-encrypted", "true");
}
