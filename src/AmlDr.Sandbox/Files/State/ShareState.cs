namespace AmlDr.Sandbox.Files.State;

/// <summary>A file share with its snapshots.</summary>
internal sealed class ShareState(string name, string etag, DateTimeOffset now)
{
    public string Name => name;

    public string ETag => etag;

    public DateTimeOffset ModifiedAt => now;

    public FileEntry Root { get; } = FileEntry.Directory(string.Empty, etag, now);

    /// <summary>Frozen trees by their snapshot's time stamp.</summary>
    public SortedDictionary<string, FileEntry> Snapshots { get; } = new(StringComparer.Ordinal);
}
