using System.Globalization;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs;

/// <summary>Reads and writes the headers that many blob operations share.</summary>
internal static class BlobHeaders
{
    private const string MetadataPrefix = "x-ms-meta-";

    private const int MetadataLimit = 8 * 1024;

    /// <summary>A base64 MD5 header, null when absent.</summary>
    public static byte[]? ReadMd5(SimRequest request, string name)
    {
        if (request.Header(name) is not { Length: > 0 } text)
            return null;
        byte[] md5 = new byte[16];
        return Convert.TryFromBase64String(text, md5, out int written) && written == 16
            ? md5
            : throw new StorageException(400, "InvalidMd5", "The MD5 value specified in the request is invalid. The MD5 value must be 128 bits and Base64-encoded.");
    }

    /// <summary>Checks a body or a copied range against the digests that the client sent.</summary>
    public static void CheckDigests(SimRequest request, BlobContent content, string md5Header, string crcHeader)
    {
        byte[]? md5 = ReadMd5(request, md5Header);
        string? crc = request.Header(crcHeader);
        if (md5 is not null && crc is not null)
            throw new StorageException(400, "BothCrc64AndMd5HeaderPresent", $"Both {crcHeader} header and {md5Header} header are present.");
        if (md5 is not null && !md5.AsSpan().SequenceEqual(content.Md5()))
            throw StorageException.Md5Mismatch(md5, content.Md5());
        if (crc is null)
            return;
        string computed = Convert.ToBase64String(Crc64.Compute(content));
        if (crc != computed)
        {
            throw new StorageException(
                400, "Crc64Mismatch", "The CRC64 value specified in the request did not match with the CRC64 value calculated by the server.",
                ("UserSpecifiedCrc", crc), ("ServerCalculatedCrc", computed));
        }
    }

    /// <summary>The <c>x-ms-meta-*</c> headers; names keep their case.</summary>
    public static IReadOnlyDictionary<string, string> ReadMetadata(SimRequest request)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        int size = 0;
        foreach ((string header, var values) in request.Headers)
        {
            if (!header.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            string name = header[MetadataPrefix.Length..];
            string value = values.ToString();
            if (name.Length == 0)
                throw new StorageException(400, "EmptyMetadataKey", "The key for one of the metadata key-value pairs is empty.");
            if (!IsIdentifier(name))
                throw new StorageException(400, "InvalidMetadata", "The metadata specified is invalid. It has characters that are not permitted.");
            size += name.Length + value.Length;
            metadata[name] = value;
        }

        return size <= MetadataLimit
            ? metadata
            : throw new StorageException(400, "MetadataTooLarge", "The metadata specified exceeds the maximum permissible limit (8KB).", ("MaxLimit", Wire.Number(MetadataLimit)));
    }

    /// <summary>An access tier asked for, null when none was.</summary>
    public static string? ReadTier(SimRequest request) => request.Header("x-ms-access-tier") switch
    {
        null or "" => null,
        "Hot" or "Cool" or "Cold" => request.Header("x-ms-access-tier"),
        var other => throw new StorageException(400, "InvalidBlobTier", $"The access tier '{other}' is not one the simulator knows: Hot, Cool, Cold."),
    };

    /// <summary>Headers whose meaning is not simulated are refused rather than ignored.</summary>
    public static void RefuseUnsupported(SimRequest request)
    {
        foreach (string name in (string[])["x-ms-tags", "x-ms-if-tags", "x-ms-source-if-tags", "x-ms-encryption-key", "x-ms-encryption-scope", "x-ms-legal-hold", "x-ms-immutability-policy-until-date"])
        {
            if (request.Header(name) is { Length: > 0 })
                throw StorageException.NotImplemented($"the header {name}");
        }

        foreach (string name in (string[])["snapshot", "versionid"])
        {
            if (request.Target[name] is { Length: > 0 })
                throw StorageException.NotImplemented($"the query parameter {name}");
        }
    }

    /// <summary>The id that a lease-guarded operation carries, checked for form.</summary>
    public static string? ReadLeaseId(SimRequest request, string name = "x-ms-lease-id")
    {
        if (request.Header(name) is not { Length: > 0 } text)
            return null;
        return Guid.TryParse(text, out Guid id) ? id.ToString() : throw StorageException.InvalidHeader(name, text);
    }

    public static DateTimeOffset? ReadDate(SimRequest request, string name)
    {
        if (request.Header(name) is not { Length: > 0 } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : throw StorageException.InvalidHeader(name, text);
    }

    /// <summary><c>bytes=first-last</c>, last included and optional. Null when the header is absent.</summary>
    public static (long First, long? Last)? ReadRange(SimRequest request, params string[] names)
    {
        string? name = names.FirstOrDefault(candidate => request.Header(candidate) is { Length: > 0 });
        if (name is null)
            return null;
        string text = request.Header(name)!;
        string[] ends = text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase) ? text["bytes=".Length..].Split('-') : [];
        if (ends.Length == 2 && long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out long first))
        {
            if (ends[1].Length == 0)
                return (first, null);
            if (long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out long last) && last >= first)
                return (first, last);
        }

        throw StorageException.InvalidHeader(name, text);
    }

    public static SimResponse WithVersionOf(this SimResponse response, StoredBlob blob) =>
        response.With("ETag", blob.ETag).With("Last-Modified", Wire.HttpDate(blob.LastModified));

    /// <summary>Everything that Get Blob and Get Blob Properties tell of a blob.</summary>
    public static SimResponse WithPropertiesOf(this SimResponse response, StoredBlob blob, LeaseView lease)
    {
        BlobProperties properties = blob.Properties;
        response.WithVersionOf(blob)
            .With("Accept-Ranges", "bytes")
            .With("Content-Encoding", properties.ContentEncoding)
            .With("Content-Language", properties.ContentLanguage)
            .With("Content-Disposition", properties.ContentDisposition)
            .With("Cache-Control", properties.CacheControl)
            .With("x-ms-blob-type", blob.Type)
            .With("x-ms-creation-time", Wire.HttpDate(blob.CreatedAt))
            .With("x-ms-server-encrypted", "true")
            .WithLease(lease);
        if (blob.Type == StoredBlob.AppendBlob)
            response.With("x-ms-blob-committed-block-count", Wire.Number(blob.AppendedBlocks));
        foreach ((string name, string value) in blob.Metadata)
            response.With(MetadataPrefix + name, value);
        return blob.Copy is { } copy ? response.WithCopy(copy) : response;
    }

    public static SimResponse WithLease(this SimResponse response, LeaseView lease) => response
        .With("x-ms-lease-status", lease.Status)
        .With("x-ms-lease-state", lease.State)
        .With("x-ms-lease-duration", lease.Duration);

    private static SimResponse WithCopy(this SimResponse response, CopyState copy) => response
        .With("x-ms-copy-id", copy.Id)
        .With("x-ms-copy-source", copy.Source)
        .With("x-ms-copy-status", copy.Status)
        .With("x-ms-copy-progress", $"{Wire.Number(copy.Copied)}/{Wire.Number(copy.Total)}")
        .With("x-ms-copy-completion-time", copy.CompletedAt is { } completed ? Wire.HttpDate(completed) : null)
        .With("x-ms-copy-status-description", copy.Description);

    private static bool IsIdentifier(string name) =>
        (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
