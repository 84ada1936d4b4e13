using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs;

/// <summary>Conditional headers, as published for blob operations: reads may answer 304, writes answer 412.</summary>
internal sealed class BlobConditions
{
    private readonly string? _match;
    private readonly string? _noneMatch;
    private readonly DateTimeOffset? _modifiedSince;
    private readonly DateTimeOffset? _unmodifiedSince;

    private BlobConditions(SimRequest request, string prefix)
    {
        _match = ReadETag(request, prefix + "If-Match");
        _noneMatch = ReadETag(request, prefix + "If-None-Match");
        _modifiedSince = BlobHeaders.ReadDate(request, prefix + "If-Modified-Since");
        _unmodifiedSince = BlobHeaders.ReadDate(request, prefix + "If-Unmodified-Since");
    }

    /// <summary>The conditions on the blob that the call addresses.</summary>
    public static BlobConditions OnTarget(SimRequest request) => new(request, string.Empty);

    /// <summary>The conditions on the source of a copy.</summary>
    public static BlobConditions OnSource(SimRequest request) => new(request, "x-ms-source-");

    /// <summary>Checks a read of an existing blob.</summary>
    public void CheckRead(StoredBlob blob)
    {
        (string etag, DateTimeOffset lastModified) = (blob.ETag, blob.LastModified);
        if (_noneMatch == "*")
            throw new StorageException(400, "UnsatisfiableCondition", "The request includes an unsatisfiable condition for this operation.");
        if (_match is not null && !Matches(_match, etag))
            throw StorageException.ConditionNotMet();
        if (_match is null && _unmodifiedSince is { } unmodified && WholeSecond(lastModified) > unmodified)
            throw StorageException.ConditionNotMet();
        if (_noneMatch is not null ? Matches(_noneMatch, etag) : _modifiedSince is { } modified && WholeSecond(lastModified) <= modified)
            throw StorageException.ConditionNotMet(304);
    }

    /// <summary>Checks a write. <paramref name="blob"/> is what stands there now, null for nothing.</summary>
    public void CheckWrite(StoredBlob? blob)
    {
        // A write that must not overwrite says so with a star, and hears of it as a conflict.
        if (_noneMatch == "*" && blob is not null)
            throw StorageException.BlobAlreadyExists();
        if (!Hold(blob?.ETag, blob?.LastModified))
            throw StorageException.ConditionNotMet();
    }

    /// <summary>Checks a write to an existing container.</summary>
    public void CheckWrite(string etag, DateTimeOffset lastModified)
    {
        if (!Hold(etag, lastModified))
            throw StorageException.ConditionNotMet();
    }

    /// <summary>Checks the source of a copy.</summary>
    public void CheckSource(StoredBlob blob)
    {
        if (!Hold(blob.ETag, blob.LastModified))
            throw new StorageException(412, "SourceConditionNotMet", "The source condition specified using HTTP conditional header(s) is not met.");
    }

    private static bool Matches(string condition, string etag) => condition == "*" || condition == etag.Trim('"');

    private static DateTimeOffset WholeSecond(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);

    private static string? ReadETag(SimRequest request, string name)
    {
        if (request.Header(name) is not { Length: > 0 } text)
            return null;
        return text.Contains(',', StringComparison.Ordinal)
            ? throw new StorageException(400, "MultipleConditionHeadersNotSupported", "Multiple condition headers are not supported.")
            : text.Trim().Trim('"');
    }

    private bool Hold(string? etag, DateTimeOffset? lastModified)
    {
        if (etag is null || lastModified is not { } modifiedAt)
            return _match is null;
        if (_match is not null && !Matches(_match, etag))
            return false;
        if (_noneMatch is not null && Matches(_noneMatch, etag))
            return false;
        if (_noneMatch is null && _modifiedSince is { } since && WholeSecond(modifiedAt) <= since)
            return false;
        return _match is not null || _unmodifiedSince is not { } until || WholeSecond(modifiedAt) <= until;
    }
}
