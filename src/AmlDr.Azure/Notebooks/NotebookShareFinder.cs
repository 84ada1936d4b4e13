using System.Collections.Concurrent;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Notebooks;

/// <summary>
/// Finds the file shares with the notebooks: the ones behind the datastore <c>workspaceworkingdirectory</c>. Their name is the same in every
/// workspace and has nothing of the workspace's identifier (<c>facts/aml-rest.md</c> section 4), so it is read and not derived. What was found is
/// kept for a while: every share of work asks for it.
/// </summary>
public sealed class NotebookShareFinder
{
    private const string Datastore = "workspaceworkingdirectory";
    private const string StorageApiVersion = "2023-05-01";
    private readonly AmlClient _aml;
    private readonly ArmClientFactory _arm;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<WorkspaceId, (long At, Uri Share)> _found = new();

    internal NotebookShareFinder(AmlClient aml, ArmClientFactory arm, TimeProvider clock)
    {
        _aml = aml;
        _arm = arm;
        _clock = clock;
    }

    /// <summary>Finds both shares.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The shares.</returns>
    /// <exception cref="RefusedException">A workspace has no such datastore, or one that is no file share.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<NotebookShares> FindAsync(Pair pair, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        Task<Uri> primary = FindAsync(pair.Primary, cancellationToken);
        Task<Uri> secondary = FindAsync(pair.Secondary, cancellationToken);
        await Task.WhenAll(primary, secondary);
        return new NotebookShares(await primary, await secondary);
    }

    private async Task<Uri> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        if (_found.TryGetValue(workspace, out (long At, Uri Share) kept) && _clock.GetElapsedTime(kept.At) < StoreResolver.KeptFor)
        {
            return kept.Share;
        }

        AssetDocument store = await _aml.TryGetDatastoreAsync(workspace, Datastore, cancellationToken)
            ?? throw new RefusedException($"The workspace {workspace.Name} has no datastore '{Datastore}', which every workspace is made with; its notebooks cannot be found.");
        string? share = store.GetString("properties", "fileShareName");
        string? account = store.GetString("properties", "accountName");
        if (share is null || account is null)
        {
            throw new RefusedException(
                $"The datastore '{Datastore}' of {workspace.Name} is of type '{store.GetString("properties", "datastoreType")}' and names no file share; its notebooks cannot be found.");
        }

        var address = new Uri($"{(await FindEndpointAsync(workspace, store, account, cancellationToken)).TrimEnd('/')}/{Uri.EscapeDataString(share)}");
        _found[workspace] = (_clock.GetTimestamp(), address);
        return address;
    }

    private async Task<string> FindEndpointAsync(WorkspaceId workspace, AssetDocument store, string account, CancellationToken cancellationToken)
    {
        WorkspaceDescription described = await _aml.DescribeWorkspaceAsync(workspace, cancellationToken);
        string? subscription = store.GetString("properties", "subscriptionId");
        string? group = store.GetString("properties", "resourceGroup");
        string? id = string.Equals(described.StorageAccountId.Split('/')[^1], account, StringComparison.OrdinalIgnoreCase) ? described.StorageAccountId
            : subscription is not null && group is not null
                ? $"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}"
                : null;
        if (id is null)
        {
            return $"https://{account}.file.{store.GetString("properties", "endpoint") ?? "core.windows.net"}";
        }

        AssetDocument? resource = await _arm.Root.TryGetAsync(id, StorageApiVersion, cancellationToken);
        return resource?.GetString("properties", "primaryEndpoints", "file")
            ?? throw new RefusedException($"The storage account {id} has no file endpoint; the notebooks of {workspace.Name} cannot be found.");
    }
}
