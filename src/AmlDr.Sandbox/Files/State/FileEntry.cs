using AmlDr.Sandbox.Blobs.Contents;

namespace AmlDr.Sandbox.Files.State;

/// <summary>A file, or a directory with what is in it. The bytes are immutable and shared; everything else is guarded by the account's gate.</summary>
internal sealed class FileEntry
{
    private readonly SortedDictionary<string, FileEntry>? _children;

    private FileEntry(string name, bool isDirectory)
    {
        Name = name;
        _children = isDirectory ? new SortedDictionary<string, FileEntry>(StringComparer.OrdinalIgnoreCase) : null;
    }

    public string Name { get; }

    public bool IsDirectory => _children is not null;

    /// <summary>What a directory holds, by name; names keep their case, which does not count.</summary>
    public IReadOnlyCollection<FileEntry> Children => _children?.Values ?? (IReadOnlyCollection<FileEntry>)[];

    public BlobContent Content { get; set; } = BlobContent.Empty;

    public required string ETag { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; set; }

    public string ContentType { get; set; } = "application/octet-stream";

    /// <summary>The MD5 that the client gave, Base64; null when it gave none. The service works out none itself.</summary>
    public string? ContentMd5 { get; set; }

    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Headers of the copy that made the file: id, source, status, progress, completion time. Null when none did.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Copy { get; set; }

    public static FileEntry Directory(string name, string etag, DateTimeOffset now) =>
        new(name, isDirectory: true) { ETag = etag, CreatedAt = now, ModifiedAt = now };

    public static FileEntry File(string name, BlobContent content, string etag, DateTimeOffset now) =>
        new(name, isDirectory: false) { Content = content, ETag = etag, CreatedAt = now, ModifiedAt = now };

    /// <summary>The same file under another name.</summary>
    public FileEntry Moved(string name, string etag, DateTimeOffset writtenAt) => new(name, isDirectory: false)
    {
        Content = Content, ETag = etag, CreatedAt = CreatedAt, ModifiedAt = writtenAt, ContentType = ContentType, ContentMd5 = ContentMd5, Metadata = Metadata, Copy = Copy,
    };

    public FileEntry? Find(string name) => _children?.GetValueOrDefault(name);

    public void Add(FileEntry entry) => _children![entry.Name] = entry;

    public bool Remove(string name) => _children?.Remove(name) == true;

    /// <summary>The entry at a path below this one; itself for an empty path. Null when there is none.</summary>
    public FileEntry? Find(IEnumerable<string> path)
    {
        FileEntry? entry = this;
        foreach (string step in path)
            entry = entry?.Find(step);
        return entry;
    }

    /// <summary>The same tree as it is now, which later changes do not touch.</summary>
    public FileEntry Freeze()
    {
        FileEntry copy = new(Name, IsDirectory)
        {
            Content = Content, ETag = ETag, CreatedAt = CreatedAt, ModifiedAt = ModifiedAt, ContentType = ContentType, ContentMd5 = ContentMd5, Metadata = Metadata, Copy = Copy,
        };
        foreach (FileEntry child in Children)
            copy.Add(child.Freeze());
        return copy;
    }
}
