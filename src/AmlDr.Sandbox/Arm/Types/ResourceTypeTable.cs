namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Every resource type that the simulator serves.</summary>
internal sealed class ResourceTypeTable
{
    private readonly Dictionary<string, ResourceDescriptor> _types;
    private readonly HashSet<ResourceDescriptor> _parents;

    public ResourceTypeTable()
    {
        _types = new[]
            {
                WorkspaceType.Descriptor(), DatastoreType.Descriptor(), ScheduleType.Descriptor(), ComputeType.Descriptor(), JobType.Descriptor(),
                ConnectionType.Descriptor(), FeatureType.Descriptor(),
            }
            .Concat(AssetTypes.OfWorkspace())
            .Concat(OnlineEndpointTypes.All())
            .Concat(BatchEndpointTypes.All())
            .Concat(ServerlessTypes.All())
            .Concat(NetworkTypes.All())
            .Concat(RegistryType.All())
            .Concat(AuthorizationTypes.All())
            .Concat(PlatformTypes.All())
            .ToDictionary(descriptor => descriptor.Type, StringComparer.OrdinalIgnoreCase);
        _parents = [.. _types.Values.Select(descriptor => Find(descriptor.Type[..descriptor.Type.LastIndexOf('/')])).OfType<ResourceDescriptor>()];
    }

    /// <summary>Whether resources of other types stand below those of this one.</summary>
    public bool HasChildren(ResourceDescriptor descriptor) => _parents.Contains(descriptor);

    public IEnumerable<ResourceDescriptor> All => _types.Values;

    public ResourceDescriptor? Find(string type) => _types.GetValueOrDefault(type);

    /// <summary>The types of one namespace, or none when it is not served.</summary>
    public IReadOnlyList<ResourceDescriptor> OfNamespace(string name) =>
        [.. _types.Values.Where(descriptor => ArmPath.Is(descriptor.Namespace, name))];
}
