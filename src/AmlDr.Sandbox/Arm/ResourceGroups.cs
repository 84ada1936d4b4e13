using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm;

/// <summary>The subscription's resource groups. A group comes into being by PUT, and when the simulator writes a resource into it.</summary>
internal sealed class ResourceGroups
{
    private readonly ConcurrentDictionary<string, ResourceGroup> _groups = new(StringComparer.OrdinalIgnoreCase);

    public ResourceGroups() => Put(WorldTopology.ResourceGroup, WorldTopology.SecondaryRegion, null);

    public IEnumerable<ResourceGroup> All => _groups.Values.OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase);

    public bool Contains(string name) => _groups.ContainsKey(name);

    public ResourceGroup? Find(string name) => _groups.GetValueOrDefault(name);

    public ResourceGroup Put(string name, string location, JsonObject? tags) => _groups.AddOrUpdate(
        name, _ => new ResourceGroup(name, location, tags), (_, known) => known with { Tags = tags });
}
