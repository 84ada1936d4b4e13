using System.Globalization;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Files.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files.Operations;

/// <summary>Operations on files.</summary>
internal static class FileOperations
{
    /// <summary>Bytes that one range may have at most, uploaded or read from an address.</summary>
    public const long RangeLimit = 4 * 1024 * 1024;

    private const long FileLimit = 4L * 1024 * 1024 * 1024 * 1024;

    /// <summary>A file of a length, all zeros.</summary>
    public static SimResponse Create(FileCall call)
    {
        call.RefuseSnapshot();
        if (!string.Equals(call.Request.Header("x-ms-type"), "file", StringComparison.OrdinalIgnoreCase))
            throw call.Request.Header("x-ms-type") is { } type ? StorageException.InvalidHeader("x-ms-type", type) : StorageException.MissingHeader("x-ms-type");
        long length = ReadLength(call) ?? throw StorageException.MissingHeader("x-ms-content-length");
        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        byte[]? md5 = BlobHeaders.ReadMd5(call.Request, "x-ms-content-md5");
        lock (call.State.Gate)
        {
            FileEntry file = Replace(call, Zeros(length));
            file.Metadata = metadata;
            file.ContentType = call.Request.Header("x-ms-content-type") ?? file.ContentType;
            file.ContentMd5 = md5 is null ? null : Convert.ToBase64String(md5);
            file.ModifiedAt = FileTimes.Read(call, file.ModifiedAt);
            return SimResponse.Empty(201, tookEffect: true).WithFileTimes(file).With("x-ms-request-server-encrypted", "true");
        }
    }

    public static SimResponse Head(FileCall call)
    {
        lock (call.State.Gate)
        {
            FileEntry file = call.RequireFile();
            return SimResponse.Head(200, file.Content.Length).WithFile(file).With("x-ms-type", "File").With("Content-Type", file.ContentType).With("Content-MD5", file.ContentMd5);
        }
    }

    public static SimResponse Get(FileCall call)
    {
        (long First, long? Last)? range = BlobHeaders.ReadRange(call.Request, "x-ms-range", "Range");
        lock (call.State.Gate)
        {
            FileEntry file = call.RequireFile();
            if (range is not { } asked)
                return SimResponse.Content(200, file.Content, file.ContentType).WithFile(file).With("Content-MD5", file.ContentMd5);
            long length = file.Content.Length;
            if (asked.First >= length)
                throw StorageException.InvalidRange();
            long last = Math.Min(asked.Last ?? long.MaxValue, length - 1);
            return SimResponse.Content(206, file.Content.Slice(asked.First, last - asked.First + 1), file.ContentType)
                .WithFile(file)
                .With("Content-Range", $"bytes {Wire.Number(asked.First)}-{Wire.Number(last)}/{Wire.Number(length)}")
                .With("x-ms-content-md5", file.ContentMd5);
        }
    }

    public static SimResponse Delete(FileCall call)
    {
        call.RefuseSnapshot();
        lock (call.State.Gate)
        {
            FileEntry file = call.RequireFile();
            call.RequireParent().Remove(file.Name);
            return SimResponse.Empty(202, tookEffect: true);
        }
    }

    public static SimResponse SetMetadata(FileCall call)
    {
        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        return Change(call, file => file.Metadata = metadata);
    }

    /// <summary>Length, type and MD5; a file cut shorter loses its end, one made longer ends in zeros.</summary>
    public static SimResponse SetProperties(FileCall call)
    {
        long? length = ReadLength(call);
        byte[]? md5 = BlobHeaders.ReadMd5(call.Request, "x-ms-content-md5");
        return Change(call, file =>
        {
            if (length is { } wanted)
                file.Content = wanted <= file.Content.Length ? file.Content.Slice(0, wanted) : BlobContent.Concat([file.Content, Zeros(wanted - file.Content.Length)]);
            file.ContentType = call.Request.Header("x-ms-content-type") ?? file.ContentType;
            file.ContentMd5 = md5 is null ? null : Convert.ToBase64String(md5);
        });
    }

    public static async Task<SimResponse> PutRangeAsync(FileCall call, CancellationToken cancellationToken)
    {
        (long first, long last) = ReadTarget(call);
        bool clear = call.Request.Header("x-ms-write")?.ToLowerInvariant() switch
        {
            "update" => false,
            "clear" => true,
            null => throw StorageException.MissingHeader("x-ms-write"),
            var other => throw StorageException.InvalidHeader("x-ms-write", other),
        };
        byte[] body = await call.Request.ReadBodyAsync(RangeLimit, cancellationToken) ?? throw StorageException.TooLarge(RangeLimit);
        BlobContent content = clear ? Zeros(last - first + 1) : BlobContent.FromBytes(body);
        if (clear ? body.Length > 0 : body.Length != last - first + 1)
            throw StorageException.InvalidHeader("Content-Length", call.Request.Header("Content-Length"));
        BlobHeaders.CheckDigests(call.Request, content, "Content-MD5", "x-ms-content-crc64");
        return Write(call, first, content).With("Content-MD5", clear ? null : Convert.ToBase64String(content.Md5()));
    }

    /// <summary>Puts bytes into the file addressed; its stored MD5 no longer holds.</summary>
    public static SimResponse Write(FileCall call, long first, BlobContent content, long bytesCopied = 0)
    {
        call.RefuseSnapshot();
        lock (call.State.Gate)
        {
            FileEntry file = call.RequireFile();
            long end = first + content.Length;
            if (end > file.Content.Length)
                throw StorageException.InvalidRange();
            file.Content = BlobContent.Concat([file.Content.Slice(0, first), content, file.Content.Slice(end, file.Content.Length - end)]);
            file.ContentMd5 = null;
            Stamp(call, file);
            return SimResponse.Empty(201, tookEffect: true, bytesCopied)
                .With("ETag", file.ETag)
                .With("Last-Modified", Wire.HttpDate(file.ModifiedAt))
                .With("x-ms-file-last-write-time", Wire.Instant(file.ModifiedAt))
                .With("x-ms-request-server-encrypted", "true");
        }
    }

    /// <summary>Puts a new file in the place addressed, the gate being held.</summary>
    public static FileEntry Replace(FileCall call, BlobContent content)
    {
        FileEntry parent = call.RequireParent();
        if (parent.Find(call.Path[^1]) is { } existing)
        {
            if (existing.IsDirectory)
                throw new StorageException(409, "ResourceTypeMismatch", "The specified resource type does not match the type of the existing resource.");
            parent.Remove(existing.Name);
        }

        FileEntry file = FileEntry.File(call.Path[^1], content, call.Context.NextETag(), call.Now);
        parent.Add(file);
        return file;
    }

    /// <summary>The range that a write names; both ends are needed.</summary>
    public static (long First, long Last) ReadTarget(FileCall call)
    {
        (long first, long? end) = BlobHeaders.ReadRange(call.Request, "x-ms-range", "Range") ?? throw StorageException.MissingHeader("x-ms-range");
        return end is { } last ? (first, last) : throw StorageException.InvalidHeader("x-ms-range", call.Request.Header("x-ms-range") ?? call.Request.Header("Range"));
    }

    private static SimResponse Change(FileCall call, Action<FileEntry> change)
    {
        call.RefuseSnapshot();
        lock (call.State.Gate)
        {
            FileEntry file = call.RequireFile();
            change(file);
            Stamp(call, file);
            return SimResponse.Empty(200, tookEffect: true).WithFileTimes(file).With("x-ms-request-server-encrypted", "true");
        }
    }

    private static void Stamp(FileCall call, FileEntry file)
    {
        file.ETag = call.Context.NextETag();
        file.ModifiedAt = FileTimes.Read(call, file.ModifiedAt);
    }

    private static long? ReadLength(FileCall call)
    {
        if (call.Request.Header("x-ms-content-length") is not { Length: > 0 } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long length) && length <= FileLimit
            ? length
            : throw StorageException.InvalidHeader("x-ms-content-length", text);
    }

    private static BlobContent Zeros(long length) => length == 0 ? BlobContent.Empty : new ZeroContent(length);
}
