namespace AmlDr.Sandbox.Arm;

/// <summary>All ARM resources. Callers that read and then write hold <see cref="Gate"/> over both.</summary>
internal sealed class ResourceStore
{
    private readonly Dictionary<string, ResourceCollection> _collections = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>The one lock of the store; it may be taken again by the thread that holds it.</summary>
    public Lock Gate { get; } = new();

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public StoredResource? Find(ResourceAddress address)
    {
        lock (Gate)
            return _collections.GetValueOrDefault(address.CollectionKey)?.Find(address.Name);
    }

    public void Put(ResourceAddress address, StoredResource resource)
    {
        lock (Gate)
        {
            if (!_collections.TryGetValue(address.CollectionKey, out ResourceCollection? collection))
                _collections[address.CollectionKey] = collection = new ResourceCollection(address.Descriptor.CaseSensitiveNames);
            collection.Put(resource);
        }
    }

    /// <summary>Removes the resource and everything below it. False when there is none.</summary>
    public bool Remove(ResourceAddress address)
    {
        lock (Gate)
        {
            if (_collections.GetValueOrDefault(address.CollectionKey) is not { } collection || collection.Find(address.Name) is not { } found)
                return false;
            collection.Remove(found.Name);
            string below = address.Key + "/";
            foreach (string key in _collections.Keys.Where(key => key.StartsWith(below, StringComparison.Ordinal)).ToArray())
                _collections.Remove(key);
            return true;
        }
    }

    /// <summary>Reads a collection under the lock; null when nothing was ever put there.</summary>
    public T Read<T>(string collectionKey, Func<ResourceCollection?, T> read)
    {
        lock (Gate)
            return read(_collections.GetValueOrDefault(collectionKey));
    }

    /// <summary>Every resource below a parent, at any depth, in order of creation.</summary>
    public IReadOnlyList<StoredResource> Below(ResourceAddress parent)
    {
        string prefix = parent.Key + "/";
        lock (Gate)
        {
            return
            [
                .. _collections
                    .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .SelectMany(entry => entry.Value.InOrder)
                    .OrderBy(resource => resource.Sequence),
            ];
        }
    }
}
