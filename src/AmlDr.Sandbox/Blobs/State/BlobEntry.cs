namespace AmlDr.Sandbox.Blobs.State;

/// <summary>What stands under a blob's name: the committed blob, blocks that wait to be committed, and a lease.</summary>
internal sealed class BlobEntry(string name)
{
    public string Name => name;

    public StoredBlob? Committed { get; set; }

    /// <summary>Uncommitted blocks by id, in the order of their first arrival.</summary>
    public OrderedDictionary<string, Block> Uncommitted { get; } = new(StringComparer.Ordinal);

    /// <summary>When the oldest of the uncommitted blocks arrived.</summary>
    public DateTimeOffset FirstBlockAt { get; set; }

    public Lease Lease { get; } = new();

    public bool IsEmpty => Committed is null && Uncommitted.Count == 0;
}
