namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Every resource type that the simulator serves.</summary>
internal sealed class ResourceTypeTable
{
    private readonly Dictionary<string, ResourceDescriptor> _types;

    public ResourceTypeTable()
    {
        _types = new[] { WorkspaceType.Descriptor(), DatastoreType.Descriptor(), ScheduleType.Descriptor() }
            .Concat(AssetTypes.All())
            .Concat(PlatformTypes.All())
            .ToDictionary(descriptor => descriptor.Type, StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<ResourceDescriptor> All => _types.Values;

    public ResourceDescriptor? Find(string type) => _types.GetValueOrDefault(type);

    /// <summary>The types of one namespace, or none when it is not served.</summary>
    public IReadOnlyList<ResourceDescriptor> OfNamespace(string name) =>
        [.. _types.Values.Where(descriptor => ArmPath.Is(descriptor.Namespace, name))];
}
