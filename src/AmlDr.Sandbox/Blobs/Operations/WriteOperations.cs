using System.Globalization;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>Put Blob, Append Block, Delete Blob, Set Blob Metadata, Set Blob Properties.</summary>
internal static class WriteOperations
{
    public const long MiB = 1024 * 1024;

    private const long AppendLimit = 100 * MiB;

    private const int AppendedBlocksLimit = 50_000;

    public static async Task<SimResponse> PutAsync(BlobCall call, CancellationToken cancellationToken)
    {
        string type = call.Request.Header("x-ms-blob-type") ?? throw StorageException.MissingHeader("x-ms-blob-type");
        if (type == "PageBlob")
            throw StorageException.NotImplemented("page blobs");
        if (type is not (StoredBlob.BlockBlob or StoredBlob.AppendBlob))
            throw StorageException.InvalidHeader("x-ms-blob-type", type);
        long limit = call.IsAtLeast("2019-12-12") ? 5000 * MiB : 256 * MiB;
        BlobContent content = await ReadBodyAsync(call, limit, cancellationToken);
        if (type == StoredBlob.AppendBlob && content.Length > 0)
            throw StorageException.InvalidHeader("Content-Length", Wire.Number(content.Length));
        BlobHeaders.CheckDigests(call.Request, content, "Content-MD5", "x-ms-content-crc64");
        BlobProperties properties = BlobProperties.Read(call.Request, fromBody: true);
        if (type == StoredBlob.BlockBlob)
        {
            byte[] computed = content.Md5();
            if (properties.ContentMd5 is { } given && !given.AsSpan().SequenceEqual(computed))
                throw StorageException.Md5Mismatch(given, computed);
            properties = properties with { ContentMd5 = computed };
        }

        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        string? tier = BlobHeaders.ReadTier(call.Request);
        lock (call.Account.Gate)
        {
            (ContainerState container, _) = BlobWrites.Admit(call);
            StoredBlob blob = BlobWrites.Commit(call, container, new StoredBlob
            {
                Type = type,
                Content = content,
                Properties = properties,
                Metadata = metadata,
                ETag = call.Context.NextETag(),
                LastModified = call.Now,
                CreatedAt = call.Now,
                AccessTier = tier ?? "Hot",
                AccessTierInferred = tier is null,
            });
            return BlobWrites.Created(blob).With("Content-MD5", properties.ContentMd5 is { } md5 ? Convert.ToBase64String(md5) : null);
        }
    }

    public static async Task<SimResponse> AppendAsync(BlobCall call, CancellationToken cancellationToken)
    {
        BlobContent content = await ReadBodyAsync(call, AppendLimit, cancellationToken);
        if (content.Length == 0)
            throw StorageException.InvalidHeader("Content-Length", "0");
        BlobHeaders.CheckDigests(call.Request, content, "Content-MD5", "x-ms-content-crc64");
        long? position = ReadWhole(call.Request, "x-ms-blob-condition-appendpos");
        long? largest = ReadWhole(call.Request, "x-ms-blob-condition-maxsize");
        lock (call.Account.Gate)
        {
            call.Grant.Require("aw");
            BlobEntry? entry = call.Account.Require(call.Container).Find(call.Blob);
            if (entry?.Committed is not { } blob)
                throw StorageException.BlobNotFound();
            BlobConditions.OnTarget(call.Request).CheckWrite(blob);
            entry.Lease.CheckWrite(BlobHeaders.ReadLeaseId(call.Request), call.Now);
            if (blob.Type != StoredBlob.AppendBlob)
                throw new StorageException(409, "InvalidBlobType", "The blob type is invalid for this operation.");
            if (position is { } expected && expected != blob.Content.Length)
                throw new StorageException(412, "AppendPositionConditionNotMet", "The append position condition specified was not met.");
            if (largest is { } most && blob.Content.Length + content.Length > most)
                throw new StorageException(412, "MaxBlobSizeConditionNotMet", "The max blob size condition specified was not met.");
            if (blob.AppendedBlocks >= AppendedBlocksLimit)
                throw new StorageException(409, "BlockCountExceedsLimit", "The committed block count cannot exceed the maximum limit of 50,000 blocks.");
            long offset = blob.Content.Length;
            blob = entry.Committed = blob with
            {
                Content = BlobContent.Concat([blob.Content, content]),
                AppendedBlocks = blob.AppendedBlocks + 1,
                Properties = blob.Properties with { ContentMd5 = null },
                ETag = call.Context.NextETag(),
                LastModified = call.Now,
            };
            return BlobWrites.Created(blob)
                .With("x-ms-blob-append-offset", Wire.Number(offset))
                .With("x-ms-blob-committed-block-count", Wire.Number(blob.AppendedBlocks));
        }
    }

    public static SimResponse Delete(BlobCall call)
    {
        if (call.Request.Header("x-ms-delete-snapshots") is { Length: > 0 } option && option is not ("include" or "only"))
            throw StorageException.InvalidHeader("x-ms-delete-snapshots", option);
        lock (call.Account.Gate)
        {
            BlobEntry entry = BlobWrites.RequireExisting(call, "d");
            ContainerState container = call.Account.Require(call.Container);
            // A deletion takes uncommitted blocks with it.
            container.Remove(entry.Name);
            return SimResponse.Empty(202, tookEffect: true).With("x-ms-delete-type-permanent", "true");
        }
    }

    public static SimResponse SetMetadata(BlobCall call)
    {
        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        lock (call.Account.Gate)
        {
            BlobEntry entry = BlobWrites.RequireExisting(call, "w");
            entry.Committed = entry.Committed! with { Metadata = metadata, ETag = call.Context.NextETag(), LastModified = call.Now };
            return SimResponse.Empty(200, tookEffect: true).WithVersionOf(entry.Committed).With("x-ms-request-server-encrypted", "true");
        }
    }

    public static SimResponse SetProperties(BlobCall call)
    {
        // Properties that the request leaves out are cleared, the MD5 among them.
        BlobProperties properties = BlobProperties.Read(call.Request, fromBody: false);
        lock (call.Account.Gate)
        {
            BlobEntry entry = BlobWrites.RequireExisting(call, "w");
            entry.Committed = entry.Committed! with { Properties = properties, ETag = call.Context.NextETag(), LastModified = call.Now };
            return SimResponse.Empty(200, tookEffect: true).WithVersionOf(entry.Committed);
        }
    }

    /// <summary>The request's body. The length must be told beforehand.</summary>
    public static async Task<BlobContent> ReadBodyAsync(BlobCall call, long limit, CancellationToken cancellationToken)
    {
        if (call.Request.ContentLength is not { } length)
            throw new StorageException(411, "MissingContentLengthHeader", "The Content-Length header was not specified.");
        // An array is the most that one upload can hold here; more than two gigabytes in one call have to be copied or put in blocks.
        if (length > Math.Min(limit, Array.MaxLength))
            throw StorageException.TooLarge(limit);
        byte[]? body = await call.Request.ReadBodyAsync(limit, cancellationToken);
        return BlobContent.FromBytes(body ?? throw StorageException.TooLarge(limit));
    }

    private static long? ReadWhole(SimRequest request, string name)
    {
        if (request.Header(name) is not { Length: > 0 } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw StorageException.InvalidHeader(name, text);
    }
}
