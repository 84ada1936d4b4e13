using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Azure.Recovery;

/// <summary>
/// Keeps the documents of both workspaces as they were last seen: when one is deleted or lost, what it was made of is still known. A workspace's
/// document holds no secret.
/// </summary>
public sealed class WorkspaceSightings
{
    private readonly ControlStoreClient _store;

    /// <summary>Creates it.</summary>
    /// <param name="store">The control store.</param>
    public WorkspaceSightings(ControlStoreClient store) => _store = store;

    /// <summary>Reads how a workspace was last seen.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="workspace">One of its workspaces.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sighting; null when it was never seen.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<WorkspaceSighting?> TryGetAsync(Pair pair, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(workspace);
        return (await _store.TryReadAsync<WorkspaceSighting>(Name(pair, workspace), cancellationToken))?.Value;
    }

    internal async Task KeepAsync(ReadinessSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (SideSnapshot side in snapshot.Sides)
        {
            if (side.Workspace.Value is { } document)
            {
                string? endpoint = document.GetString("properties", "storageAccount") is { } account
                    ? snapshot.Resource(account).Value?.GetString("properties", "primaryEndpoints", "blob")
                    : null;
                await _store.WriteAsync(
                    Name(snapshot.Pair, side.Id), new WorkspaceSighting(snapshot.TakenAt, document.CloneNode(), endpoint), BlobCondition.None, null,
                    cancellationToken);
            }
        }
    }

    private static string Name(Pair pair, WorkspaceId workspace) =>
        ControlStoreNames.WorkspaceSighting(pair.Name, workspace.Equals(pair.Primary) ? "primary" : "secondary");
}
