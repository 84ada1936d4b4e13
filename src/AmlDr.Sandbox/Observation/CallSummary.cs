namespace AmlDr.Sandbox.Observation;

/// <summary>Totals of everything the call log has counted.</summary>
public sealed record CallSummary
{
    /// <summary>Sequence number of the newest call; pass it as <see cref="CallQuery.Since"/> to read on from here.</summary>
    public long LastSequence { get; init; }

    /// <summary>Calls that were counted and have since left the ring.</summary>
    public long Forgotten { get; init; }

    /// <summary>One entry per service, region, account and operation, ordered by these.</summary>
    public required IReadOnlyList<OperationCount> Operations { get; init; }

    /// <summary>Bytes that the blob services moved between blobs by themselves.</summary>
    public long BytesCopiedByService => Operations.Sum(operation => operation.BytesCopied);

    /// <summary>Bytes of blob content that clients uploaded or downloaded; listings and block lists are not content.</summary>
    public long BytesThroughClients => Operations
        .Where(operation => ContentOperations.Contains(operation.Operation))
        .Sum(operation => operation.BytesIn + operation.BytesOut);

    private static HashSet<string> ContentOperations { get; } =
        new(StringComparer.Ordinal) { "blobs:put", "blobs:putBlock", "blobs:appendBlock", "blobs:get" };

    /// <summary>Calls of one operation, over all regions and accounts.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="region">Only this region, when given.</param>
    public long Calls(string operation, string? region = null) => Of(operation, region).Sum(count => count.Calls);

    /// <summary>Calls of one operation that changed state, over all regions and accounts.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="region">Only this region, when given.</param>
    public long Effects(string operation, string? region = null) => Of(operation, region).Sum(count => count.Effects);

    private IEnumerable<OperationCount> Of(string operation, string? region) => Operations.Where(
        count => count.Operation == operation && (region is null || string.Equals(count.Region, region, StringComparison.OrdinalIgnoreCase)));
}
