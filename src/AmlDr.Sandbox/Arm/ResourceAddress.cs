using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>Where a resource stands: its type, its name, and what it is in.</summary>
internal sealed record ResourceAddress(ResourceDescriptor Descriptor, ArmPath Path, ResourceAddress? Parent, string Name)
{
    /// <summary>For top-level resources: key of the collection that holds the resource.</summary>
    public string RootKey => KeyOf(Descriptor, Path);

    /// <summary>The id in ARM's spelling.</summary>
    public string Id => Parent is null
        ? $"{ScopeOf(Descriptor, Path)}/providers/{Descriptor.Type}/{Name}"
        : $"{Parent.Id}/{Descriptor.Segment}/{Name}";

    /// <summary>What messages call it: <c>models/credit/versions/3</c>, or the name of a top-level resource.</summary>
    public string Label => Parent is null ? Name : Id[(Root.Id.Length + 1)..];

    /// <summary>The top-level resource above it, or itself.</summary>
    public ResourceAddress Root => Parent?.Root ?? this;

    /// <summary>Key of the collection of top-level resources of a type. Parts that are case-insensitive are lower-cased.</summary>
    public static string KeyOf(ResourceDescriptor descriptor, ArmPath path) => $"{ScopeOf(descriptor, path)}|{descriptor.Type}".ToLowerInvariant();

    /// <summary>The address that an ARM id spells.</summary>
    /// <exception cref="ArgumentException">It spells none that is served.</exception>
    public static ResourceAddress Of(string id, ResourceTypeTable types) => TryOf(id, types)
        ?? throw new ArgumentException($"'{id}' is no id of a resource that the simulator serves.", nameof(id));

    /// <summary>The address that an ARM id spells; null when it spells none that is served.</summary>
    public static ResourceAddress? TryOf(string id, ResourceTypeTable types)
    {
        ArmPath? path = ArmPath.ParseId(id);
        return path is { Namespace: not null, Chain.Count: > 0, Tail: null } ? Resolve(path, types, path.Chain.Count) : null;
    }

    /// <summary>The address that a chain of types and names spells; null when a type is not served, or not at this scope.</summary>
    public static ResourceAddress? Resolve(ArmPath path, ResourceTypeTable types, int depth)
    {
        ResourceAddress? address = null;
        string type = path.Namespace!;
        for (int i = 0; i < depth; i++)
        {
            type += "/" + path.Chain[i].Type;
            if (types.Find(type) is not { } descriptor || !IsInPlace(descriptor, path))
                return null;
            address = new ResourceAddress(descriptor, path, address, path.Chain[i].Name);
        }

        return address;
    }

    /// <summary>Whether resources of the type can stand, or be listed, at the address's scope.</summary>
    public static bool IsInPlace(ResourceDescriptor descriptor, ArmPath path) =>
        descriptor.Scope != ResourceScope.Group || (path.ResourceGroup is not null && path.Target is null);

    private static string ScopeOf(ResourceDescriptor descriptor, ArmPath path) =>
        descriptor.Scope == ResourceScope.Subscription ? $"/subscriptions/{path.SubscriptionId ?? World.WorldTopology.SubscriptionId}" : path.Scope;
}
