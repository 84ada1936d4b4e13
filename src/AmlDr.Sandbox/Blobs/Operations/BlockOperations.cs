using System.Xml.Linq;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>Put Block, Put Block List, Get Block List.</summary>
internal static class BlockOperations
{
    private const int CommittedLimit = 50_000;

    private const int UncommittedLimit = 100_000;

    /// <summary>The largest block that the service version allows.</summary>
    public static long BlockLimit(BlobCall call) =>
        call.IsAtLeast("2019-12-12") ? 4000 * WriteOperations.MiB : call.IsAtLeast("2016-05-31") ? 100 * WriteOperations.MiB : 4 * WriteOperations.MiB;

    public static async Task<SimResponse> PutAsync(BlobCall call, CancellationToken cancellationToken)
    {
        string id = ReadBlockId(call);
        BlobContent content = await WriteOperations.ReadBodyAsync(call, BlockLimit(call), cancellationToken);
        if (content.Length == 0)
            throw StorageException.InvalidHeader("Content-Length", "0");
        BlobHeaders.CheckDigests(call.Request, content, "Content-MD5", "x-ms-content-crc64");
        lock (call.Account.Gate)
            Stage(call, new Block(id, content));
        bool withMd5 = call.Request.Header("Content-MD5") is { Length: > 0 };
        return SimResponse.Empty(201, tookEffect: true)
            .With("x-ms-request-server-encrypted", "true")
            .With("Content-MD5", withMd5 ? Convert.ToBase64String(content.Md5()) : null)
            .With("x-ms-content-crc64", withMd5 ? null : Convert.ToBase64String(Crc64.Compute(content)));
    }

    public static async Task<SimResponse> PutListAsync(BlobCall call, CancellationToken cancellationToken)
    {
        byte[] body = await call.Request.ReadBodyAsync(16 * WriteOperations.MiB, cancellationToken)
            ?? throw StorageException.TooLarge(16 * WriteOperations.MiB);
        // Digests in the request are those of the list, not of the blob.
        BlobHeaders.CheckDigests(call.Request, BlobContent.FromBytes(body), "Content-MD5", "x-ms-content-crc64");
        XElement[] wanted = [.. StorageXml.Read(body, "BlockList").Elements()];
        if (wanted.Length > CommittedLimit)
            throw new StorageException(400, "BlockListTooLong", "The block list may not contain more than 50,000 blocks.");
        BlobProperties properties = BlobProperties.Read(call.Request, fromBody: false);
        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        string? tier = BlobHeaders.ReadTier(call.Request);
        lock (call.Account.Gate)
        {
            (ContainerState container, BlobEntry? entry) = BlobWrites.Admit(call, StoredBlob.BlockBlob);
            Dictionary<string, Block> committed = (entry?.Committed?.Blocks ?? [])
                .GroupBy(block => block.Id, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
            Block[] blocks = [.. wanted.Select(element => Pick(element, entry, committed))];
            StoredBlob blob = BlobWrites.Commit(call, container, new StoredBlob
            {
                Type = StoredBlob.BlockBlob,
                Content = BlobContent.Concat(blocks.Select(block => block.Content)),
                Blocks = blocks,
                Properties = properties,
                Metadata = metadata,
                ETag = call.Context.NextETag(),
                LastModified = call.Now,
                CreatedAt = entry?.Committed?.CreatedAt ?? call.Now,
                AccessTier = tier ?? "Hot",
                AccessTierInferred = tier is null,
            });
            return BlobWrites.Created(blob).With("x-ms-content-crc64", Convert.ToBase64String(Crc64.Compute(BlobContent.FromBytes(body))));
        }
    }

    public static SimResponse GetList(BlobCall call)
    {
        call.Grant.Require("r");
        string type = call.Request.Target["blocklisttype"]?.ToLowerInvariant() ?? "committed";
        if (type is not ("committed" or "uncommitted" or "all"))
            throw StorageException.InvalidQuery("blocklisttype", type, "It must be committed, uncommitted or all.");
        lock (call.Account.Gate)
        {
            BlobEntry? entry = call.Account.Require(call.Container).Find(call.Blob);
            if (entry is null || entry.IsEmpty)
                throw StorageException.BlobNotFound();
            if (entry.Committed is { } existing && existing.Type != StoredBlob.BlockBlob)
                throw new StorageException(409, "InvalidBlobType", "The blob type is invalid for this operation.");
            entry.Lease.CheckRead(BlobHeaders.ReadLeaseId(call.Request), call.Now);
            XElement root = new(
                "BlockList",
                type == "uncommitted" ? null : new XElement("CommittedBlocks", entry.Committed?.Blocks.Select(Element)),
                type == "committed" ? null : new XElement("UncommittedBlocks", entry.Uncommitted.Values.Select(Element)));
            SimResponse response = SimResponse.Xml(200, StorageXml.Write(root))
                .With("x-ms-blob-content-length", Wire.Number(entry.Committed?.Content.Length ?? 0));
            return entry.Committed is { } blob ? response.WithVersionOf(blob) : response;
        }
    }

    /// <summary>A block's id: base64 of at most 64 bytes.</summary>
    public static string ReadBlockId(BlobCall call)
    {
        string id = call.Request.Target["blockid"]
            ?? throw new StorageException(
                400, "MissingRequiredQueryParameter", "A query parameter that's mandatory for this request is not specified.", ("QueryParameterName", "blockid"));
        byte[] raw = new byte[id.Length];
        // White space, which decoding would skip over, is what an unencoded plus sign turns into.
        if (id.Length == 0 || id.Any(char.IsWhiteSpace) || !Convert.TryFromBase64String(id, raw, out int length))
            throw StorageException.InvalidQuery("blockid", id, "Not a valid base64 string.");
        return length is > 0 and <= 64
            ? id
            : throw new StorageException(
                400, "OutOfRangeInput", "One of the request inputs is out of range.",
                ("QueryParameterName", "blockid"), ("QueryParameterValue", id), ("Reason", "Block ID length must be less than or equal to 64 bytes."));
    }

    /// <summary>Adds a block to those that wait. The caller holds the account's lock.</summary>
    public static void Stage(BlobCall call, Block block)
    {
        ContainerState container = call.Account.Require(call.Container);
        BlobEntry? existing = container.Find(call.Blob);
        call.Grant.RequireWrite(existing?.Committed is not null);
        string? leaseId = BlobHeaders.ReadLeaseId(call.Request);
        if (existing?.Committed is not null || leaseId is not null)
            (existing?.Lease ?? new Lease()).CheckWrite(leaseId, call.Now);
        BlobWrites.RefusePendingCopy(existing?.Committed);
        if (existing?.Committed is { } committed && committed.Type != StoredBlob.BlockBlob)
            throw new StorageException(409, "InvalidBlobType", "The blob type is invalid for this operation.");
        BlobEntry entry = container.FindOrAdd(call.Blob);
        if (entry.Uncommitted.Count > 0 && RawLength(entry.Uncommitted.GetAt(0).Key) != RawLength(block.Id))
            throw new StorageException(400, "InvalidBlobOrBlock", "The specified blob or block content is invalid.");
        if (entry.Uncommitted.Count >= UncommittedLimit && !entry.Uncommitted.ContainsKey(block.Id))
            throw new StorageException(409, "BlockCountExceedsLimit", "The uncommitted block count cannot exceed the maximum limit of 100,000 blocks.");
        if (entry.Uncommitted.Count == 0)
            entry.FirstBlockAt = call.Now;
        entry.Uncommitted[block.Id] = block;
    }

    private static int RawLength(string id) => Convert.FromBase64String(id).Length;

    private static Block Pick(XElement wanted, BlobEntry? entry, Dictionary<string, Block> committed)
    {
        string id = wanted.Value.Trim();
        Block? waiting = entry?.Uncommitted.GetValueOrDefault(id);
        Block? found = wanted.Name.LocalName switch
        {
            "Latest" => waiting ?? committed.GetValueOrDefault(id),
            "Uncommitted" => waiting,
            "Committed" => committed.GetValueOrDefault(id),
            var other => throw StorageException.InvalidXml($"'{other}' is none of Latest, Uncommitted, Committed."),
        };
        return found ?? throw new StorageException(400, "InvalidBlockList", "The specified block list is invalid.");
    }

    private static XElement Element(Block block) => new("Block", new XElement("Name", block.Id), new XElement("Size", block.Content.Length));
}
