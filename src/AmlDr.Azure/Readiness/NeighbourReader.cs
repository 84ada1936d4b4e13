using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Azure.Readiness;

/// <summary>Reads the resources around both workspaces: what the workspaces, datastores, computes and private endpoints name.</summary>
internal sealed class NeighbourReader(ResourceReader reader)
{
    /// <summary>Reads them all; the reader keeps them.</summary>
    public Task ReadAsync(Pair pair, SideSnapshot primary, SideSnapshot secondary) => Task.WhenAll(
        DatastoresAsync(pair, primary), SideAsync(primary), SideAsync(secondary), ComputesAsync(secondary));

    private async Task SideAsync(SideSnapshot side)
    {
        var work = new List<Task>();
        foreach (string endpoint in NeighbourAddresses.PrivateEndpoints(side.PrivateEndpointConnections.Value ?? []))
        {
            work.Add(EndpointAsync(endpoint, withNames: true));
        }

        if (side.Workspace.Value is { } workspace)
        {
            foreach (string property in new[] { "keyVault", "storageAccount", "applicationInsights", "containerRegistry" })
            {
                if (workspace.GetString("properties", property) is { } id)
                {
                    work.Add(NeighbourAsync(id));
                    if (property == "containerRegistry")
                    {
                        work.Add(reader.ListAsync($"{id}/replications"));
                    }
                }
            }

            work.AddRange(NeighbourAddresses.RoleAssignments(side.Id, workspace)
                .Select(address => reader.ListAsync(address, new Dictionary<string, string> { ["$filter"] = "atScope()" })));
            work.AddRange(EncryptionAsync(side, workspace));
        }

        await Task.WhenAll(work);
    }

    private IEnumerable<Task> EncryptionAsync(SideSnapshot side, AssetDocument workspace)
    {
        if (NeighbourAddresses.KeyVaultOfEncryption(workspace) is { } vault)
        {
            yield return reader.GetAsync(vault);
        }

        if (NeighbourAddresses.CosmosAccounts(side.Id, workspace) is { } accounts)
        {
            yield return reader.ListAsync(accounts);
        }
    }

    // With the private endpoints that lead into it, which stand in its own document.
    private async Task NeighbourAsync(string id)
    {
        if ((await reader.GetAsync(id)).Value is { } neighbour)
        {
            await Task.WhenAll(NeighbourAddresses.PrivateEndpoints(neighbour).Select(endpoint => EndpointAsync(endpoint, withNames: false)));
        }
    }

    private async Task EndpointAsync(string id, bool withNames)
    {
        Task<Reading<AssetDocument>> endpoint = reader.GetAsync(id);
        if (withNames)
        {
            Reading<IReadOnlyList<AssetDocument>> groups = await reader.ListAsync($"{id}/privateDnsZoneGroups");
            await Task.WhenAll(NeighbourAddresses.PrivateDnsZones(groups.Value ?? [])
                .SelectMany(zone => new[] { reader.ListAsync($"{zone}/virtualNetworkLinks"), reader.ListAsync($"{zone}/A") }));
        }

        await endpoint;
    }

    private Task DatastoresAsync(Pair pair, SideSnapshot primary) => Task.WhenAll(NeighbourAddresses.StorageAccounts(primary.Datastores.Value ?? [], pair)
        .SelectMany(id => new Task[] { reader.GetAsync(id, "geoReplicationStats"), reader.ListAsync($"{id}/objectReplicationPolicies") }));

    private async Task ComputesAsync(SideSnapshot secondary)
    {
        IReadOnlyList<AssetDocument> computes = secondary.Computes.Value ?? [];
        await Task.WhenAll(NeighbourAddresses.KubernetesClusters(computes).Concat(NeighbourAddresses.VirtualNetworks(computes)).Select(id => reader.GetAsync(id)));
    }
}
