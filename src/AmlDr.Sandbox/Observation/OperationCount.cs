namespace AmlDr.Sandbox.Observation;

/// <summary>Exact totals of one operation in one region and account since the start or the last reset.</summary>
public sealed record OperationCount
{
    /// <summary>The service.</summary>
    public required AzureService Service { get; init; }

    /// <summary>The region, null when the operation belongs to none.</summary>
    public string? Region { get; init; }

    /// <summary>The storage account, for blob operations.</summary>
    public string? Account { get; init; }

    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>Calls received (Event Grid: sent).</summary>
    public long Calls { get; init; }

    /// <summary>Calls that changed state.</summary>
    public long Effects { get; init; }

    /// <summary>Calls answered with a status of 400 or above, or not at all.</summary>
    public long Failures { get; init; }

    /// <summary>Calls answered 429.</summary>
    public long Throttled { get; init; }

    /// <summary>Calls struck by a fault or an outage.</summary>
    public long Faulted { get; init; }

    /// <summary>Bytes of request bodies.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of answers' bodies.</summary>
    public long BytesOut { get; init; }

    /// <summary>Bytes moved by the service between blobs.</summary>
    public long BytesCopied { get; init; }

    internal OperationCount Plus(CallRecord call) => this with
    {
        Calls = Calls + 1,
        Effects = Effects + (call.TookEffect ? 1 : 0),
        Failures = Failures + (call.Status is 0 or >= 400 ? 1 : 0),
        Throttled = Throttled + (call.Status == 429 ? 1 : 0),
        Faulted = Faulted + (call.Fault is null ? 0 : 1),
        BytesIn = BytesIn + call.BytesIn,
        BytesOut = BytesOut + call.BytesOut,
        BytesCopied = BytesCopied + call.BytesCopied,
    };
}
