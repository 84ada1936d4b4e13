using Azure.Core;

namespace AmlDr.Azure.Blobs;

/// <summary>What must hold of the destination for a write to be carried out.</summary>
public readonly record struct BlobCondition
{
    private readonly string? _ifMatch;
    private readonly bool _ifAbsent;

    private BlobCondition(string? ifMatch, bool ifAbsent)
    {
        _ifMatch = ifMatch;
        _ifAbsent = ifAbsent;
    }

    /// <summary>Nothing: what is there is overwritten.</summary>
    public static BlobCondition None => default;

    /// <summary>There must be no blob of the name (<c>If-None-Match: *</c>).</summary>
    public static BlobCondition Absent => new(null, true);

    /// <summary>The blob must still be the one that was read (<c>If-Match</c>).</summary>
    /// <param name="etag">Its ETag, with quotes.</param>
    /// <returns>The condition.</returns>
    public static BlobCondition Unchanged(string etag) => new(etag, false);

    internal void Apply(Request request)
    {
        if (_ifMatch is not null)
        {
            request.Headers.SetValue("If-Match", _ifMatch);
        }
        else if (_ifAbsent)
        {
            request.Headers.SetValue("If-None-Match", "*");
        }
    }
}
