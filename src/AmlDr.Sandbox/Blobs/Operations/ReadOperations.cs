using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>Get Blob and Get Blob Properties.</summary>
internal static class ReadOperations
{
    private const long RangeMd5Limit = 4 * 1024 * 1024;

    public static SimResponse Head(BlobCall call)
    {
        (StoredBlob blob, LeaseView lease) = Find(call);
        return SimResponse.Head(200, blob.Content.Length)
            .WithPropertiesOf(blob, lease)
            .With("Content-Type", blob.Properties.ContentType)
            .With("Content-MD5", Md5Of(blob))
            .With("x-ms-access-tier", blob.AccessTier)
            .With("x-ms-access-tier-inferred", blob.AccessTierInferred ? "true" : null);
    }

    public static SimResponse Get(BlobCall call)
    {
        (StoredBlob blob, LeaseView lease) = Find(call);
        // x-ms-range wins over Range.
        (long First, long? Last)? range = BlobHeaders.ReadRange(call.Request, "x-ms-range", "Range");
        bool withMd5 = string.Equals(call.Request.Header("x-ms-range-get-content-md5"), "true", StringComparison.OrdinalIgnoreCase);
        if (withMd5 && range is null)
            throw StorageException.InvalidHeader("x-ms-range-get-content-md5", "true");
        IReadOnlyDictionary<string, string> overrides = call.Grant.ResponseOverrides ?? new Dictionary<string, string>();
        string contentType = overrides.GetValueOrDefault("Content-Type") ?? blob.Properties.ContentType;
        SimResponse response;
        if (range is not { } asked)
        {
            response = SimResponse.Content(200, blob.Content, contentType).With("Content-MD5", Md5Of(blob));
        }
        else
        {
            long length = blob.Content.Length;
            if (asked.First >= length)
            {
                StorageException beyond = StorageException.InvalidRange();
                beyond.Headers.Add(new("Content-Range", $"bytes */{Wire.Number(length)}"));
                throw beyond;
            }

            long last = Math.Min(asked.Last ?? long.MaxValue, length - 1);
            BlobContent part = blob.Content.Slice(asked.First, last - asked.First + 1);
            if (withMd5 && part.Length > RangeMd5Limit)
                throw new StorageException(400, "OutOfRangeInput", "One of the request inputs is out of range.");
            response = SimResponse.Content(206, part, contentType)
                .With("Content-Range", $"bytes {Wire.Number(asked.First)}-{Wire.Number(last)}/{Wire.Number(length)}")
                .With("Content-MD5", withMd5 ? Convert.ToBase64String(part.Md5()) : null)
                .With("x-ms-blob-content-md5", Md5Of(blob));
        }

        response.WithPropertiesOf(blob, lease);
        foreach ((string name, string value) in overrides.Where(pair => pair.Key != "Content-Type"))
        {
            response.Headers.RemoveAll(header => header.Key == name);
            response.With(name, value);
        }

        return response;
    }

    private static string? Md5Of(StoredBlob blob) => blob.Properties.ContentMd5 is { } md5 ? Convert.ToBase64String(md5) : null;

    private static (StoredBlob Blob, LeaseView Lease) Find(BlobCall call)
    {
        call.Grant.Require("r");
        string? leaseId = BlobHeaders.ReadLeaseId(call.Request);
        lock (call.Account.Gate)
        {
            BlobEntry? entry = call.Account.Require(call.Container).Find(call.Blob);
            if (entry?.Committed is not { } blob)
                throw StorageException.BlobNotFound();
            BlobConditions.OnTarget(call.Request).CheckRead(blob);
            entry.Lease.CheckRead(leaseId, call.Now);
            return (blob, entry.Lease.View(call.Now));
        }
    }
}
