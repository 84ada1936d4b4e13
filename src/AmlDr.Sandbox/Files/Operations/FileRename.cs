using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Files.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files.Operations;

/// <summary>Gives a file another path of its share.</summary>
internal static class FileRename
{
    private const string SourceHeader = "x-ms-file-rename-source";
    private const string ReplaceHeader = "x-ms-file-rename-replace-if-exists";

    public static SimResponse Rename(FileCall call)
    {
        call.RefuseSnapshot();
        string address = call.Request.Header(SourceHeader) ?? throw StorageException.MissingHeader(SourceHeader);
        (string account, string share, string[] path) = FileService.Split(RequestTarget.Parse(address));
        if (account != call.Account.Account.Name || share != call.Share || path.Length == 0)
            throw StorageException.InvalidHeader(SourceHeader, address);
        bool replace = string.Equals(call.Request.Header(ReplaceHeader), "true", StringComparison.OrdinalIgnoreCase);
        lock (call.State.Gate)
        {
            FileEntry? from = call.Root().Find(path[..^1]);
            FileEntry file = from?.Find(path[^1]) is { IsDirectory: false } found
                ? found
                : throw new StorageException(404, "ResourceNotFound", "The specified resource does not exist.");
            FileEntry parent = call.RequireParent();
            if (parent.Find(call.Path[^1]) is { } existing && existing != file && (existing.IsDirectory || !replace))
                throw existing.IsDirectory
                    ? new StorageException(409, "ResourceTypeMismatch", "The specified resource type does not match the type of the existing resource.")
                    : new StorageException(409, "ResourceAlreadyExists", "The specified resource already exists.");
            DateTimeOffset written = call.Request.Header("x-ms-file-last-write-time") is null ? file.ModifiedAt : FileTimes.Read(call, file.ModifiedAt);
            FileEntry moved = file.Moved(call.Path[^1], call.Context.NextETag(), written);
            from.Remove(file.Name);
            parent.Remove(moved.Name);
            parent.Add(moved);
            return SimResponse.Empty(200, tookEffect: true).WithFileTimes(moved).With("x-ms-request-server-encrypted", "true");
        }
    }
}
