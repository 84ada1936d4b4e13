using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Files.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files;

/// <summary>A verified call to the file service.</summary>
/// <param name="Call">The call.</param>
/// <param name="Context">The storage accounts.</param>
/// <param name="Files">The file services of all accounts.</param>
/// <param name="Account">The account addressed.</param>
/// <param name="Grant">What the caller may do.</param>
/// <param name="Share">The share addressed; empty for the account itself.</param>
/// <param name="Path">The directories and the file addressed; empty for the share's root.</param>
internal sealed record FileCall(
    CallContext Call, BlobContext Context, SimulatedFiles Files, AccountState Account, BlobGrant Grant, string Share, string[] Path)
{
    public SimRequest Request => Call.Request;

    public DateTimeOffset Now => Context.Clock.GetUtcNow();

    public FileAccountState State => Files.Account(Account.Account.Name);

    /// <summary>The share's tree, or that of the snapshot that the address names; the gate being held.</summary>
    public FileEntry Root()
    {
        ShareState share = RequireShare();
        if (Request.Target["sharesnapshot"] is not { Length: > 0 } snapshot)
            return share.Root;
        return share.Snapshots.GetValueOrDefault(snapshot) ?? throw new StorageException(404, "ShareSnapshotNotFound", "The specified share snapshot does not exist.");
    }

    public ShareState RequireShare() =>
        State.Shares.GetValueOrDefault(Share) ?? throw new StorageException(404, "ShareNotFound", "The specified share does not exist.");

    /// <summary>The directory above what is addressed; the gate being held.</summary>
    public FileEntry RequireParent() => Root().Find(Path[..^1]) switch
    {
        null => throw new StorageException(404, "ParentNotFound", "The specified parent path does not exist."),
        { IsDirectory: false } => throw new StorageException(409, "ResourceTypeMismatch", "The specified resource type does not match the type of the existing resource."),
        var directory => directory,
    };

    /// <summary>The file addressed; the gate being held.</summary>
    public FileEntry RequireFile() => RequireParent().Find(Path[^1]) is { IsDirectory: false } file
        ? file
        : throw new StorageException(404, "ResourceNotFound", "The specified resource does not exist.");

    /// <summary>The directory addressed, the root included; the gate being held.</summary>
    public FileEntry RequireDirectory() => Root().Find(Path) is { IsDirectory: true } directory
        ? directory
        : throw new StorageException(404, "ResourceNotFound", "The specified resource does not exist.");

    /// <summary>Snapshots can only be read.</summary>
    public void RefuseSnapshot()
    {
        if (Request.Target["sharesnapshot"] is { Length: > 0 } snapshot)
            throw StorageException.InvalidQuery("sharesnapshot", snapshot, "A snapshot of a share can only be read.");
    }
}
