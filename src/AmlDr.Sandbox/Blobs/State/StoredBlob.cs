using AmlDr.Sandbox.Blobs.Contents;

namespace AmlDr.Sandbox.Blobs.State;

/// <summary>A committed blob. Immutable; a write replaces it.</summary>
internal sealed record StoredBlob
{
    public const string BlockBlob = "BlockBlob";

    public const string AppendBlob = "AppendBlob";

    public required string Type { get; init; }

    public required BlobContent Content { get; init; }

    /// <summary>The committed block list; empty for a blob that was put whole.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];

    /// <summary>For append blobs: how often a block was appended.</summary>
    public int AppendedBlocks { get; init; }

    public required BlobProperties Properties { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public required string ETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string AccessTier { get; init; } = "Hot";

    /// <summary>True while nobody has set the tier.</summary>
    public bool AccessTierInferred { get; init; } = true;

    public CopyState? Copy { get; init; }
}
