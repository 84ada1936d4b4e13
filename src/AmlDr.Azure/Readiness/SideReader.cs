using AmlDr.Core.Assets;
using AmlDr.Core.Jobs;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Azure.Readiness;

/// <summary>Reads one workspace of a pair, and its region.</summary>
internal sealed class SideReader(ResourceReader reader, CatalogLists catalog)
{
    // The newest come first, and a job lives 21 days at most; a workspace may hold millions that have ended.
    private const int MostJobs = 2000;

    /// <summary>Reads a side.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="isPrimary">Which side.</param>
    public async Task<SideSnapshot> ReadAsync(Pair pair, bool isPrimary)
    {
        WorkspaceId id = isPrimary ? pair.Primary : pair.Secondary;
        Reading<AssetDocument> workspace = await reader.GetAsync(id.ToString());

        // What is not there, or does not answer, is not asked thirty times more; what is refused names the permission each time.
        bool ask = workspace.State is ReadingState.Read or ReadingState.Denied;
        string isolation = workspace.Value?.GetString("properties", "managedNetwork", "isolationMode") ?? "Disabled";
        string? location = workspace.Value?.GetString("location")?.Replace(" ", "", StringComparison.Ordinal);
        Task<Reading<IReadOnlyList<AssetDocument>>> datastores = ListAsync("datastores", KindNames.Datastore);
        Task<Reading<IReadOnlyList<AssetDocument>>> computes = ListAsync("computes", KindNames.Compute);
        Task<Reading<IReadOnlyList<AssetDocument>>> connections = ListAsync("privateEndpointConnections", null);
        Task<Reading<IReadOnlyList<AssetDocument>>> rules = string.Equals(isolation, "Disabled", StringComparison.OrdinalIgnoreCase) && workspace.Value is not null
            ? Task.FromResult(Reading.Of<IReadOnlyList<AssetDocument>>("the outbound rules", []))
            : ListAsync("outboundRules", null);
        Task<Reading<IReadOnlyList<AssetDocument>>> onlineEndpoints = ListAsync("onlineEndpoints", KindNames.OnlineEndpoint);
        Task<Reading<IReadOnlyList<AssetDocument>>> batchEndpoints = ListAsync("batchEndpoints", KindNames.BatchEndpoint);
        Task<Reading<IReadOnlyList<AssetDocument>>> onlineDeployments = DeploymentsAsync("onlineEndpoints", KindNames.OnlineDeployment);
        Task<Reading<IReadOnlyList<AssetDocument>>> batchDeployments = DeploymentsAsync("batchEndpoints", KindNames.BatchDeployment);
        Task<Reading<IReadOnlyList<AssetDocument>>> jobs = isPrimary && ask
            ? reader.ListAsync($"{id}/jobs", new Dictionary<string, string> { ["listViewType"] = "All" }, MostJobs)
            : NotAsked("the jobs");
        Task<Reading<IReadOnlyList<AssetDocument>>> autoscale = reader.ListAsync($"{id.ResourceGroupId}/providers/Microsoft.Insights/autoscaleSettings");
        return new SideSnapshot
        {
            Side = isPrimary ? "primary" : "secondary",
            Id = id,
            Workspace = workspace,
            Usages = await RegionAsync("usages"),
            Sizes = await RegionAsync("vmSizes"),
            Datastores = await datastores,
            Computes = await computes,
            PrivateEndpointConnections = await connections,
            OutboundRules = await rules,
            OnlineEndpoints = await onlineEndpoints,
            OnlineDeployments = await onlineDeployments,
            BatchEndpoints = await batchEndpoints,
            BatchDeployments = await batchDeployments,
            RunningJobs = (await jobs).Select(Running),
            AutoscaleSettings = await autoscale,
        };

        async Task<Reading<IReadOnlyList<AssetDocument>>> ListAsync(string collection, string? kind)
        {
            Reading<IReadOnlyList<AssetDocument>> list = ask ? await reader.ListAsync($"{id}/{collection}") : await NotAsked($"the list '{collection}' of '{id.Name}'");
            return isPrimary && kind is not null ? await catalog.InsteadOfAsync(list, kind) : list;
        }

        async Task<Reading<IReadOnlyList<AssetDocument>>> DeploymentsAsync(string collection, string kind)
        {
            Reading<IReadOnlyList<AssetDocument>> endpoints = ask
                ? await reader.ListAsync($"{id}/{collection}")
                : await NotAsked($"the deployments of '{collection}' of '{id.Name}'");
            Reading<IReadOnlyList<AssetDocument>> deployments = endpoints.State != ReadingState.Read
                ? endpoints
                : Reading.Join("the deployments", await Task.WhenAll(endpoints.Value!.Select(endpoint =>
                    reader.ListAsync($"{id}/{collection}/{Uri.EscapeDataString(endpoint.ResourceName ?? "")}/deployments"))));
            return isPrimary ? await catalog.InsteadOfAsync(deployments, kind) : deployments;
        }

        Task<Reading<IReadOnlyList<AssetDocument>>> RegionAsync(string list) => isPrimary || location is null
            ? NotAsked($"the list '{list}' of the region")
            : reader.ListAsync($"/subscriptions/{id.SubscriptionId}/providers/Microsoft.MachineLearningServices/locations/{location}/{list}");
    }

    private static Task<Reading<IReadOnlyList<AssetDocument>>> NotAsked(string what) => Task.FromResult(Reading.NotAsked<IReadOnlyList<AssetDocument>>(what));

    private static IReadOnlyList<string> Running(IReadOnlyList<AssetDocument> jobs) =>
    [
        .. jobs.Where(job => !JobStates.HasEnded(job.GetString("properties", "status")))
            .Select(job => job.ResourceName).OfType<string>(),
    ];
}
