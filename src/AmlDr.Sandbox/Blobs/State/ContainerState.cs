namespace AmlDr.Sandbox.Blobs.State;

/// <summary>A container. Guarded by its account's lock.</summary>
internal sealed class ContainerState(string name)
{
    private readonly Dictionary<string, BlobEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    public string Name => name;

    public required string ETag { get; set; }

    public required DateTimeOffset LastModified { get; set; }

    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Lease Lease { get; } = new();

    public BlobEntry? Find(string blob) => _entries.GetValueOrDefault(blob);

    public BlobEntry FindOrAdd(string blob)
    {
        if (!_entries.TryGetValue(blob, out BlobEntry? entry))
        {
            _entries[blob] = entry = new BlobEntry(blob);
            _names.Add(blob);
        }

        return entry;
    }

    public void Remove(string blob)
    {
        _entries.Remove(blob);
        _names.Remove(blob);
    }

    /// <summary>Entries from a name on (inclusive), in ordinal order.</summary>
    public IEnumerable<BlobEntry> From(string start)
    {
        if (_names.Count == 0 || string.CompareOrdinal(start, _names.Max) > 0)
            return [];
        return (start.Length == 0 ? _names : _names.GetViewBetween(start, _names.Max)).Select(name => _entries[name]);
    }
}
