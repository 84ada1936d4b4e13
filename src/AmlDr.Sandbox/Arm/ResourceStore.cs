using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>All ARM resources, as trees. Callers that read and then write hold <see cref="Gate"/> over both.</summary>
internal sealed class ResourceStore
{
    private readonly Dictionary<string, ResourceCollection> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _regionalNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CoreDemand> _demands = new(StringComparer.OrdinalIgnoreCase);
    private long _sequence;

    /// <summary>The one lock of the store; it may be taken again by the thread that holds it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Cores that resources hold or have reserved, by resource id. Read under <see cref="Gate"/>.</summary>
    public IReadOnlyDictionary<string, CoreDemand> Demands => _demands;

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public StoredResource? Find(ResourceAddress address)
    {
        lock (Gate)
            return Collection(address)?.Find(address.Name);
    }

    /// <summary>Id of the resource that holds a name in a region, null when nobody does.</summary>
    public string? FindRegionalName(string key)
    {
        lock (Gate)
            return _regionalNames.GetValueOrDefault(key);
    }

    public void Put(ResourceAddress address, StoredResource resource)
    {
        lock (Gate)
        {
            ResourceCollection collection;
            if (address.Parent is { } parent)
            {
                ChildCollections children = Find(parent)?.Children
                    ?? throw new InvalidOperationException($"'{parent.Id}' is not there, or its type has no children.");
                collection = children.FindOrAdd(address.Descriptor.Segment, address.Descriptor.CaseSensitiveNames);
            }
            else if (!_roots.TryGetValue(address.RootKey, out ResourceCollection? root))
            {
                _roots[address.RootKey] = collection = new ResourceCollection(address.Descriptor.CaseSensitiveNames);
            }
            else
            {
                collection = root;
            }

            collection.Put(resource);
            Index(resource);
        }
    }

    /// <summary>Takes the resource out with everything below it. Null when there is none.</summary>
    public StoredResource? Remove(ResourceAddress address)
    {
        lock (Gate)
        {
            if (Collection(address) is not { } collection || collection.Find(address.Name) is not { } found)
                return null;
            collection.Remove(found.Name);
            Forget(found);
            return found;
        }
    }

    /// <summary>Puts back what <see cref="Remove"/> took out, with everything below it.</summary>
    public void Restore(ResourceAddress address, StoredResource resource)
    {
        lock (Gate)
        {
            Put(address, resource);
            foreach (StoredResource child in BelowOf(resource))
                Index(child);
        }
    }

    /// <summary>Reads the resources of a type below a parent, or below the path's scope, under the lock. Null when nothing was ever put there.</summary>
    public T Read<T>(ResourceAddress? parent, ResourceDescriptor descriptor, ArmPath path, Func<ResourceCollection?, T> read)
    {
        lock (Gate)
        {
            return read(parent is null
                ? _roots.GetValueOrDefault(ResourceAddress.KeyOf(descriptor, path))
                : Find(parent)?.Children?.Find(descriptor.Segment));
        }
    }

    /// <summary>Top-level resources of a type in every scope below (and at) the given one, in order of creation.</summary>
    public IReadOnlyList<StoredResource> Roots(ResourceDescriptor descriptor, string scope = "")
    {
        string type = "|" + descriptor.Type.ToLowerInvariant(), prefix = scope.ToLowerInvariant();
        lock (Gate)
        {
            return
            [
                .. _roots
                    .Where(root => root.Key.EndsWith(type, StringComparison.Ordinal)
                        && root.Key.StartsWith(prefix, StringComparison.Ordinal)
                        && root.Key[prefix.Length] is '|' or '/')
                    .SelectMany(root => root.Value.InOrder)
                    .OrderBy(resource => resource.Sequence),
            ];
        }
    }

    /// <summary>Every resource below a parent, at any depth, in order of creation.</summary>
    public IReadOnlyList<StoredResource> Below(ResourceAddress parent)
    {
        lock (Gate)
            return Find(parent) is { } found ? [.. BelowOf(found).OrderBy(resource => resource.Sequence)] : [];
    }

    private static IEnumerable<StoredResource> BelowOf(StoredResource resource) => resource.Children is null
        ? []
        : resource.Children.All.SelectMany(collection => collection.InOrder).SelectMany(child => BelowOf(child).Prepend(child));

    private ResourceCollection? Collection(ResourceAddress address) => address.Parent is { } parent
        ? Find(parent)?.Children?.Find(address.Descriptor.Segment)
        : _roots.GetValueOrDefault(address.RootKey);

    private void Index(StoredResource resource)
    {
        if (resource.RegionalName is not null)
            _regionalNames[resource.RegionalName] = resource.Id;
        if (resource.Demand is not null)
            _demands[resource.Id] = resource.Demand;
        else
            _demands.Remove(resource.Id);
    }

    private void Forget(StoredResource resource)
    {
        foreach (StoredResource gone in BelowOf(resource).Prepend(resource))
        {
            if (gone.RegionalName is not null)
                _regionalNames.Remove(gone.RegionalName);
            _demands.Remove(gone.Id);
        }
    }
}
