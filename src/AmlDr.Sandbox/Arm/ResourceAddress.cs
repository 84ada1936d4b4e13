using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>Where a resource stands: its type, its name, and the collection it is in.</summary>
internal sealed record ResourceAddress(ResourceDescriptor Descriptor, ArmPath Path, ResourceAddress? Parent, string Name)
{
    /// <summary>Key of the collection that holds the resource. Parts that are case-insensitive are lower-cased.</summary>
    public string CollectionKey { get; } = Parent is null
        ? $"{Path.SubscriptionId}/{Path.ResourceGroup}/{Descriptor.Type}".ToLowerInvariant()
        : $"{Parent.Key}/{Descriptor.Segment.ToLowerInvariant()}";

    /// <summary>Key of the resource itself, the prefix of its children's collections.</summary>
    public string Key => $"{CollectionKey}/{(Descriptor.CaseSensitiveNames ? Name : Name.ToLowerInvariant())}";

    /// <summary>The id in ARM's spelling.</summary>
    public string Id => Parent is null
        ? $"/subscriptions/{Path.SubscriptionId}/resourceGroups/{Path.ResourceGroup}/providers/{Descriptor.Type}/{Name}"
        : $"{Parent.Id}/{Descriptor.Segment}/{Name}";

    /// <summary>What messages call it: <c>models/credit/versions/3</c>, or the name of a top-level resource.</summary>
    public string Label => Parent is null ? Name : Id[(Root.Id.Length + 1)..];

    /// <summary>The top-level resource above it, or itself.</summary>
    public ResourceAddress Root => Parent?.Root ?? this;

    /// <summary>The address that an ARM id spells.</summary>
    /// <exception cref="ArgumentException">It spells none that is served.</exception>
    public static ResourceAddress Of(string id, ResourceTypeTable types)
    {
        ArmPath? path = ArmPath.ParseId(id);
        return (path is { Namespace: not null, ResourceGroup: not null, Tail: null } ? Resolve(path, types, path.Chain.Count) : null)
            ?? throw new ArgumentException($"'{id}' is no id of a resource that the simulator serves.", nameof(id));
    }

    /// <summary>The address that a chain of types and names spells; null when a type is not served.</summary>
    public static ResourceAddress? Resolve(ArmPath path, ResourceTypeTable types, int depth)
    {
        ResourceAddress? address = null;
        string type = path.Namespace!;
        for (int i = 0; i < depth; i++)
        {
            type += "/" + path.Chain[i].Type;
            if (types.Find(type) is not { } descriptor)
                return null;
            address = new ResourceAddress(descriptor, path, address, path.Chain[i].Name);
        }

        return address;
    }
}
