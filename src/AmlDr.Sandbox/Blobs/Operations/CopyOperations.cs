using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>Everything that reads another blob by address: the service moves the bytes, the client only names them.</summary>
internal sealed class CopyOperations(ServerSideTransfer transfer)
{
    private const long SyncCopyLimit = 256 * WriteOperations.MiB;

    private const long PutFromUrlLimit = 5000 * WriteOperations.MiB;

    /// <summary>Put Blob From URL: a new block blob with the source's bytes and a digest that the service computed.</summary>
    public async Task<SimResponse> PutFromUrlAsync(BlobCall call, CancellationToken cancellationToken)
    {
        call.RequireVersion("2020-04-08", "Put Blob From URL");
        RequireEmptyBody(call);
        string type = call.Request.Header("x-ms-blob-type")!;
        if (type != StoredBlob.BlockBlob)
            throw StorageException.InvalidHeader("x-ms-blob-type", type);
        BlobProperties given = BlobProperties.Read(call.Request, fromBody: false);
        bool keepProperties = !string.Equals(call.Request.Header("x-ms-copy-source-blob-properties"), "false", StringComparison.OrdinalIgnoreCase);
        AdmitEarly(call);
        CopySource source = CopySource.Resolve(call, ownAccountNeedsNoSas: false);
        RefuseTooLarge(source, PutFromUrlLimit, "5000MB");
        BlobContent content = source.Blob.Content;
        BlobHeaders.CheckDigests(call.Request, content, "x-ms-source-content-md5", "x-ms-source-content-crc64");
        await transfer.MoveAsync(source.Account, call.Account, content.Length, null, cancellationToken);
        byte[] md5 = given.ContentMd5 ?? content.Md5();
        BlobProperties properties = Merge(given, keepProperties ? source.Blob.Properties : new BlobProperties(), call.Request) with { ContentMd5 = md5 };
        // Metadata is never taken from the source here, unlike in a copy.
        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        StoredBlob blob = Commit(call, StoredBlob.BlockBlob, content, [], properties, metadata, copy: null);
        return BlobWrites.Created(blob, content.Length).With("Content-MD5", Convert.ToBase64String(md5));
    }

    /// <summary>Copy Blob From URL: a copy that is finished when it is answered.</summary>
    public async Task<SimResponse> CopyFromUrlAsync(BlobCall call, CancellationToken cancellationToken)
    {
        call.RequireVersion("2018-03-28", "Copy Blob From URL");
        RequireEmptyBody(call);
        AdmitEarly(call);
        CopySource source = CopySource.Resolve(call, ownAccountNeedsNoSas: false);
        if (source.Blob.Type != StoredBlob.BlockBlob)
            throw new StorageException(409, "InvalidSourceBlobType", "The copy source blob type is invalid for this operation.");
        RefuseTooLarge(source, SyncCopyLimit, "256MB");
        BlobContent content = source.Blob.Content;
        BlobHeaders.CheckDigests(call.Request, content, "x-ms-source-content-md5", "x-ms-source-content-crc64");
        await transfer.MoveAsync(source.Account, call.Account, content.Length, null, cancellationToken);
        CopyState copy = NewCopy(source, "success", content.Length, call.Now);
        StoredBlob blob = Commit(call, source.Blob.Type, content, source.Blob.Blocks, source.Blob.Properties, CopiedMetadata(call, source), copy);
        bool checkedMd5 = call.Request.Header("x-ms-source-content-md5") is { Length: > 0 };
        return SimResponse.Empty(202, tookEffect: true, content.Length)
            .WithVersionOf(blob)
            .With("x-ms-copy-id", copy.Id)
            .With("x-ms-copy-status", copy.Status)
            .With("Content-MD5", checkedMd5 ? Convert.ToBase64String(content.Md5()) : null);
    }

    /// <summary>Put Block From URL: a range of the source becomes a block.</summary>
    public async Task<SimResponse> PutBlockFromUrlAsync(BlobCall call, CancellationToken cancellationToken)
    {
        call.RequireVersion("2018-03-28", "Put Block From URL");
        RequireEmptyBody(call);
        string id = BlockOperations.ReadBlockId(call);
        (long First, long? Last)? range = BlobHeaders.ReadRange(call.Request, "x-ms-source-range");
        lock (call.Account.Gate)
            call.Account.Require(call.Container);
        CopySource source = CopySource.Resolve(call, ownAccountNeedsNoSas: false);
        BlobContent content = source.Blob.Content;
        if (range is { } asked)
        {
            long last = asked.Last ?? (content.Length - 1);
            if (asked.First > last || last >= content.Length)
                throw StorageException.CannotVerifyCopySource(416, "InvalidRange", "The range specified is invalid for the current size of the resource.");
            content = content.Slice(asked.First, last - asked.First + 1);
        }

        if (content.Length == 0)
            throw StorageException.InvalidHeader("x-ms-source-range", call.Request.Header("x-ms-source-range"));
        if (content.Length > BlockOperations.BlockLimit(call))
            throw StorageException.TooLarge(BlockOperations.BlockLimit(call));
        BlobHeaders.CheckDigests(call.Request, content, "x-ms-source-content-md5", "x-ms-source-content-crc64");
        await transfer.MoveAsync(source.Account, call.Account, content.Length, null, cancellationToken);
        lock (call.Account.Gate)
            BlockOperations.Stage(call, new Block(id, content));
        bool checkedMd5 = call.Request.Header("x-ms-source-content-md5") is { Length: > 0 };
        return SimResponse.Empty(201, tookEffect: true, content.Length)
            .With("x-ms-request-server-encrypted", "true")
            .With("Content-MD5", checkedMd5 ? Convert.ToBase64String(content.Md5()) : null);
    }

    /// <summary>Copy Blob: answered at once, finished later.</summary>
    public Task<SimResponse> StartCopyAsync(BlobCall call, CancellationToken cancellationToken)
    {
        RequireEmptyBody(call);
        if (call.Request.Header("x-ms-copy-source-authorization") is not null)
        {
            throw new StorageException(
                400, "UnsupportedHeader", "One of the HTTP headers specified in the request is not supported.", ("HeaderName", "x-ms-copy-source-authorization"));
        }

        AdmitEarly(call);
        CopySource source = CopySource.Resolve(call, ownAccountNeedsNoSas: true);
        CopyState copy = NewCopy(source, "pending", copied: 0, completed: null);
        IReadOnlyDictionary<string, string> metadata = CopiedMetadata(call, source);
        StoredBlob blob = Commit(call, source.Blob.Type, BlobContent.Empty, [], source.Blob.Properties, metadata, copy);
        call.Context.Background.Run(stopping => FinishCopyAsync(call, source, copy.Id, stopping));
        return Task.FromResult(SimResponse.Empty(202, tookEffect: true, source.Blob.Content.Length)
            .WithVersionOf(blob)
            .With("x-ms-copy-id", copy.Id)
            .With("x-ms-copy-status", "pending"));
    }

    public static SimResponse AbortCopy(BlobCall call)
    {
        if (call.Request.Header("x-ms-copy-action") is not { } action || !action.Equals("abort", StringComparison.OrdinalIgnoreCase))
            throw StorageException.InvalidHeader("x-ms-copy-action", call.Request.Header("x-ms-copy-action"));
        string id = call.Request.Target["copyid"] ?? string.Empty;
        lock (call.Account.Gate)
        {
            call.Grant.Require("w");
            BlobEntry? entry = call.Account.Require(call.Container).Find(call.Blob);
            if (entry?.Committed is not { } blob)
                throw StorageException.BlobNotFound();
            entry.Lease.CheckWrite(BlobHeaders.ReadLeaseId(call.Request), call.Now);
            if (blob.Copy is not { Pending: true } copy)
                throw new StorageException(409, "NoPendingCopyOperation", "There is currently no pending copy operation.");
            if (!copy.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
                throw new StorageException(409, "CopyIdMismatch", "The specified copy ID did not match the copy ID for the pending copy operation.");
            entry.Committed = blob with
            {
                Copy = copy with { Status = "aborted", CompletedAt = call.Now },
                ETag = call.Context.NextETag(),
                LastModified = call.Now,
            };
            return SimResponse.Empty(204, tookEffect: true);
        }
    }

    /// <summary>Fails early when the destination may not be written; the check is made again when the bytes are there.</summary>
    private static void AdmitEarly(BlobCall call)
    {
        lock (call.Account.Gate)
            BlobWrites.Admit(call);
    }

    private static void RequireEmptyBody(BlobCall call)
    {
        if (call.Request.ContentLength is not { } length)
            throw new StorageException(411, "MissingContentLengthHeader", "The Content-Length header was not specified.");
        if (length != 0)
            throw StorageException.InvalidHeader("Content-Length", Wire.Number(length));
    }

    private static void RefuseTooLarge(CopySource source, long limit, string spoken)
    {
        if (source.Blob.Content.Length > limit)
        {
            throw StorageException.CannotVerifyCopySource(
                409, null, $"The source request body for synchronous copy is too large and exceeds the maximum permissible limit ({spoken}).");
        }
    }

    private static StoredBlob Commit(
        BlobCall call, string type, BlobContent content, IReadOnlyList<Block> blocks, BlobProperties properties, IReadOnlyDictionary<string, string> metadata, CopyState? copy)
    {
        string? tier = BlobHeaders.ReadTier(call.Request);
        lock (call.Account.Gate)
        {
            (ContainerState container, _) = BlobWrites.Admit(call);
            return BlobWrites.Commit(call, container, new StoredBlob
            {
                Type = type,
                Content = content,
                Blocks = blocks,
                Properties = properties,
                Metadata = metadata,
                ETag = call.Context.NextETag(),
                LastModified = call.Now,
                CreatedAt = call.Now,
                AccessTier = tier ?? "Hot",
                AccessTierInferred = tier is null,
                Copy = copy,
            });
        }
    }

    private static IReadOnlyDictionary<string, string> CopiedMetadata(BlobCall call, CopySource source)
    {
        IReadOnlyDictionary<string, string> given = BlobHeaders.ReadMetadata(call.Request);
        return given.Count > 0 ? given : source.Blob.Metadata;
    }

    private static CopyState NewCopy(CopySource source, string status, long copied, DateTimeOffset? completed) => new()
    {
        Id = Guid.NewGuid().ToString(),
        Source = source.Url,
        Status = status,
        Copied = copied,
        Total = source.Blob.Content.Length,
        CompletedAt = completed,
    };

    private static BlobProperties Merge(BlobProperties given, BlobProperties source, SimRequest request) => new()
    {
        ContentType = request.Header("x-ms-blob-content-type") is { Length: > 0 } ? given.ContentType : source.ContentType,
        ContentEncoding = given.ContentEncoding ?? source.ContentEncoding,
        ContentLanguage = given.ContentLanguage ?? source.ContentLanguage,
        ContentDisposition = given.ContentDisposition ?? source.ContentDisposition,
        CacheControl = given.CacheControl ?? source.CacheControl,
    };

    private async Task FinishCopyAsync(BlobCall call, CopySource source, string copyId, CancellationToken stopping)
    {
        string status = "success";
        string? description = null;
        try
        {
            await Task.Delay(call.Context.Options.AsyncCopyDelay / call.Context.Options.Speed, call.Context.Clock, stopping);
            await transfer.MoveAsync(
                source.Account, call.Account, source.Blob.Content.Length, copied => Update(call, copyId, copy => copy with { Copied = copied }), stopping);
        }
        catch (StorageException exception)
        {
            (status, description) = ("failed", $"{exception.Status} {exception.Code} \"Copy failed when reading the source.\"");
        }
        catch (ConnectionDroppedException)
        {
            (status, description) = ("failed", "500 InternalError \"Copy failed when writing the destination.\"");
        }

        Update(
            call,
            copyId,
            copy => copy with { Status = status, Description = description, CompletedAt = call.Now, Copied = status == "success" ? copy.Total : copy.Copied },
            status == "success" ? source.Blob : null);
    }

    /// <summary>Changes the state of a copy that still goes on; with <paramref name="arrived"/> its bytes become the blob's.</summary>
    private static void Update(BlobCall call, string copyId, Func<CopyState, CopyState> change, StoredBlob? arrived = null)
    {
        lock (call.Account.Gate)
        {
            BlobEntry? entry = call.Account.Find(call.Container)?.Find(call.Blob);
            if (entry?.Committed is not { Copy: { Pending: true } copy } blob || copy.Id != copyId)
                return;
            blob = blob with { Copy = change(copy) };
            if (!blob.Copy.Pending)
                blob = blob with { ETag = call.Context.NextETag(), LastModified = call.Now };
            entry.Committed = arrived is null ? blob : blob with { Content = arrived.Content, Blocks = arrived.Blocks, AppendedBlocks = arrived.AppendedBlocks };
        }
    }
}
