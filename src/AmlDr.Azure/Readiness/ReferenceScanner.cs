using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Azure.Readiness;

/// <summary>Searches the secondary's components, schedules, endpoints and deployments for the primary's identifiers.</summary>
internal sealed class ReferenceScanner(ResourceReader reader)
{
    // As many lists of component versions at once; their documents are let go as soon as they are searched.
    private const int Window = 8;

    /// <summary>Searches.</summary>
    public async Task<Reading<ReferenceScan>> ScanAsync(Pair pair, SideSnapshot secondary, string? primaryGuid)
    {
        const string what = "the secondary's components, schedules, endpoints and deployments";
        if (secondary.Workspace.Value is null)
        {
            return secondary.Workspace.Select(_ => ReferenceScan.Empty);
        }

        string id = secondary.Id.ToString();
        Task<Reading<IReadOnlyList<AssetDocument>>> containers = reader.ListAsync($"{id}/components");
        Task<Reading<IReadOnlyList<AssetDocument>>> schedules = reader.ListAsync($"{id}/schedules", new Dictionary<string, string> { ["listViewType"] = "All" });
        Reading<IReadOnlyList<AssetDocument>> known = Reading.Join(
            what, [await schedules, secondary.OnlineEndpoints, secondary.OnlineDeployments, secondary.BatchEndpoints, secondary.BatchDeployments, await containers]);
        if (known.Value is null)
        {
            return known.Select(_ => ReferenceScan.Empty);
        }

        ReferenceScan scan = known.Value.Aggregate(ReferenceScan.Empty, (all, document) => all.Add(document, pair.Primary, primaryGuid));
        foreach (AssetDocument[] batch in (await containers).Value!.Chunk(Window))
        {
            Reading<ReferenceScan>[] scans = await Task.WhenAll(batch.Select(container => VersionsAsync(container, pair, id, primaryGuid)));
            if (scans.FirstOrDefault(one => one.Value is null) is { } failed)
            {
                return failed;
            }

            scan = scans.Aggregate(scan, (all, one) => all.Add(one.Value!));
        }

        return Reading.Of(what, scan);
    }

    private async Task<Reading<ReferenceScan>> VersionsAsync(AssetDocument container, Pair pair, string workspaceId, string? primaryGuid)
    {
        Reading<IReadOnlyList<AssetDocument>> versions =
            await reader.PassAsync($"{workspaceId}/components/{Uri.EscapeDataString(container.ResourceName ?? "")}/versions");
        return versions.Select(documents => documents.Aggregate(ReferenceScan.Empty, (all, document) => all.Add(document, pair.Primary, primaryGuid)));
    }
}
