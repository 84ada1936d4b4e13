using AmlDr.Sandbox.Files.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files.Operations;

/// <summary>Headers that answers about files and directories share.</summary>
internal static class FileHeaders
{
    public static SimResponse WithFileTimes(this SimResponse response, FileEntry entry) => response
        .With("ETag", entry.ETag)
        .With("Last-Modified", Wire.HttpDate(entry.ModifiedAt))
        .With("x-ms-file-attributes", entry.IsDirectory ? "Directory" : "Archive")
        .With("x-ms-file-creation-time", Wire.Instant(entry.CreatedAt))
        .With("x-ms-file-last-write-time", Wire.Instant(entry.ModifiedAt))
        .With("x-ms-file-change-time", Wire.Instant(entry.ModifiedAt));

    public static SimResponse WithFileMetadata(this SimResponse response, FileEntry entry)
    {
        foreach ((string name, string value) in entry.Metadata)
            response.With("x-ms-meta-" + name, value);
        return response;
    }

    public static SimResponse WithFile(this SimResponse response, FileEntry file) => response
        .WithFileTimes(file)
        .WithFileMetadata(file)
        .With(file.Copy ?? [])
        .With("Accept-Ranges", "bytes")
        .With("x-ms-server-encrypted", "true")
        .With("x-ms-lease-status", "unlocked")
        .With("x-ms-lease-state", "available");
}
