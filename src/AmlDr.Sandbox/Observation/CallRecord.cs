namespace AmlDr.Sandbox.Observation;

/// <summary>One call as the simulator saw it.</summary>
public sealed record CallRecord
{
    /// <summary>Position in the log, from 1, without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>When the call arrived (Event Grid: when the delivery began), by the simulator's clock.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The service addressed.</summary>
    public required AzureService Service { get; init; }

    /// <summary>Region of the resource addressed; null when it belongs to none.</summary>
    public string? Region { get; init; }

    /// <summary>Storage account addressed, for blob calls.</summary>
    public string? Account { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as sent; signatures, keys and tokens are replaced by <c>REDACTED</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the operation: <c>models/versions:put</c>, <c>blobs:putBlockFromUrl</c>, <c>token:get</c>, ….</summary>
    public required string Operation { get; init; }

    /// <summary>HTTP status that was sent; 0 when the caller got none.</summary>
    public int Status { get; init; }

    /// <summary>The service's error code, when it answered with an error.</summary>
    public string? Error { get; init; }

    /// <summary>The fault or outage that struck the call, null when none did.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the call changed the state of the service, whether or not its answer arrived.</summary>
    public bool TookEffect { get; init; }

    /// <summary>Who called: application id, object id or the kind of key used.</summary>
    public string? Caller { get; init; }

    /// <summary>Bytes of the request's body.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of the answer's body.</summary>
    public long BytesOut { get; init; }

    /// <summary>Bytes that the service moved from one blob to another for this call, not passing through the client.</summary>
    public long BytesCopied { get; init; }

    /// <summary>From arrival to the answer's first byte (or the connection's end), in milliseconds.</summary>
    public double DurationMilliseconds { get; init; }
}
