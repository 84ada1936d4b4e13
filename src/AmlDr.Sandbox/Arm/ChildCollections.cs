namespace AmlDr.Sandbox.Arm;

/// <summary>What stands below a resource, by type segment. Shared by all states of the resource. Not safe for threads; the store guards it.</summary>
internal sealed class ChildCollections
{
    private readonly Dictionary<string, ResourceCollection> _bySegment = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ResourceCollection> All => _bySegment.Values;

    public ResourceCollection? Find(string segment) => _bySegment.GetValueOrDefault(segment);

    public ResourceCollection FindOrAdd(string segment, bool caseSensitiveNames)
    {
        if (!_bySegment.TryGetValue(segment, out ResourceCollection? collection))
            _bySegment[segment] = collection = new ResourceCollection(caseSensitiveNames);
        return collection;
    }

    public void Remove(string segment) => _bySegment.Remove(segment);
}
