namespace AmlDr.Sandbox.Blobs.State;

/// <summary>The last copy that this blob was the destination of.</summary>
internal sealed record CopyState
{
    public required string Id { get; init; }

    /// <summary>Source address without its SAS.</summary>
    public required string Source { get; init; }

    /// <summary><c>pending</c>, <c>success</c>, <c>aborted</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public long Copied { get; init; }

    public long Total { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? Description { get; init; }

    public bool Pending => Status == "pending";
}
