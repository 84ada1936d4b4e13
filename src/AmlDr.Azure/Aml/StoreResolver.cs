using System.Collections.Concurrent;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Aml;

/// <summary>
/// Finds where the datastores of a pair stand. What was found is kept for a while: workspaces and datastores seldom move, and reading them for
/// every asset would cost more calls than the assets themselves.
/// </summary>
public sealed class StoreResolver
{
    /// <summary>How long what was found is believed.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly AmlClient _client;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<(string Kind, string Key), (long At, object Value)> _found = new();
    private readonly ConcurrentDictionary<(string Kind, string Key), SemaphoreSlim> _gates = new();

    /// <summary>Creates a resolver.</summary>
    /// <param name="client">The client.</param>
    /// <param name="clock">The clock.</param>
    public StoreResolver(AmlClient client, TimeProvider clock)
    {
        _client = client;
        _clock = clock;
    }

    /// <summary>Makes the context in which documents of a pair are rewritten.</summary>
    /// <param name="primary">The workspace that they come from.</param>
    /// <param name="secondary">The workspace that they go to.</param>
    /// <param name="datastores">The datastores that they name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The context. A datastore that the secondary does not have is missing from it.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<RewriteContext> CreateContextAsync(
        WorkspaceId primary, WorkspaceId secondary, IEnumerable<string> datastores, CancellationToken cancellationToken)
    {
        Task<WorkspaceDescription> primaryTask = DescribeAsync(primary, cancellationToken);
        Task<WorkspaceDescription> secondaryTask = DescribeAsync(secondary, cancellationToken);
        await Task.WhenAll(primaryTask, secondaryTask);
        WorkspaceDescription from = await primaryTask;
        return await CreateContextAsync(
            from, await FindEndpointAsync(from.Id, from.StorageAccountId, cancellationToken),
            datastore => FindRootAsync(from, datastore, cancellationToken), secondary, datastores, cancellationToken);
    }

    /// <summary>Makes the context of a primary that is known without asking it. The secondary is asked.</summary>
    /// <param name="primary">The workspace that documents come from.</param>
    /// <param name="primaryBlobEndpoint">The blob endpoint of its default storage account.</param>
    /// <param name="findPrimaryRoot">Gives the container behind a datastore of it; null when it has none of the name.</param>
    /// <param name="secondary">The workspace that they go to.</param>
    /// <param name="datastores">The datastores that they name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The context. A datastore that either side does not have is missing from it.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    internal async Task<RewriteContext> CreateContextAsync(
        WorkspaceDescription primary, Uri primaryBlobEndpoint, Func<string, Task<Uri?>> findPrimaryRoot, WorkspaceId secondary,
        IEnumerable<string> datastores, CancellationToken cancellationToken)
    {
        WorkspaceDescription to = await DescribeAsync(secondary, cancellationToken);
        var stores = new List<StoreMapping>();
        foreach (string datastore in datastores.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Uri? source = await findPrimaryRoot(datastore);
            Uri? target = source is null ? null : await FindRootAsync(to, datastore, cancellationToken);
            if (source is not null && target is not null)
            {
                stores.Add(new StoreMapping(datastore, source, target));
            }
        }

        return new RewriteContext(primary, to, stores, primaryBlobEndpoint)
        {
            SecondaryBlobEndpoint = await FindEndpointAsync(to.Id, to.StorageAccountId, cancellationToken),
        };
    }

    /// <summary>Finds the virtual machine sizes that a workspace's region offers.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Their names; case does not count.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task<IReadOnlySet<string>> FindSizesAsync(WorkspaceDescription workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return KeepAsync(
            "sizes", $"{workspace.Id.SubscriptionId}/{workspace.Location}", () => _client.ListSizesAsync(workspace, cancellationToken), cancellationToken);
    }

    private Task<WorkspaceDescription> DescribeAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        KeepAsync("workspace", workspace.ToString(), () => _client.DescribeWorkspaceAsync(workspace, cancellationToken), cancellationToken);

    private Task<Uri> FindEndpointAsync(WorkspaceId workspace, string accountId, CancellationToken cancellationToken) =>
        KeepAsync("account", accountId, () => _client.GetBlobEndpointAsync(workspace, accountId, cancellationToken), cancellationToken);

    private Task<Uri?> FindRootAsync(WorkspaceDescription workspace, string datastore, CancellationToken cancellationToken) =>
        KeepAsync("store", $"{workspace.Id}/{datastore}", () => ReadRootAsync(workspace, datastore, cancellationToken), cancellationToken);

    private async Task<Uri?> ReadRootAsync(WorkspaceDescription workspace, string datastore, CancellationToken cancellationToken)
    {
        AssetDocument? document = await _client.TryGetDatastoreAsync(workspace.Id, datastore, cancellationToken);
        if (document is null)
        {
            return null;
        }

        (string account, string container) = ReadPlace(workspace, datastore, document);
        Uri endpoint = await FindAccountEndpointAsync(workspace, document, account, cancellationToken);
        return new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{container}");
    }

    /// <summary>Reads which container of which account stands behind a datastore.</summary>
    /// <param name="workspace">Its workspace.</param>
    /// <param name="datastore">Its name.</param>
    /// <param name="document">Its document.</param>
    /// <returns>The account's name and the container's.</returns>
    /// <exception cref="RefusedException">Its files cannot be copied between storage accounts.</exception>
    internal static (string Account, string Container) ReadPlace(WorkspaceDescription workspace, string datastore, AssetDocument document)
    {
        string type = document.GetString("properties", "datastoreType") ?? "";
        string? container = document.GetString("properties", type == "AzureDataLakeGen2" ? "filesystem" : "containerName");
        string? account = document.GetString("properties", "accountName");
        return type is "AzureBlob" or "AzureDataLakeGen2" && container is not null && account is not null
            ? (account, container)
            : throw new RefusedException(
                $"The datastore '{datastore}' of {workspace.Id.Name} is of type '{type}', whose files cannot be copied between storage accounts; "
                + "register the asset from a blob datastore.");
    }

    private async Task<Uri> FindAccountEndpointAsync(
        WorkspaceDescription workspace, AssetDocument datastore, string account, CancellationToken cancellationToken)
    {
        string? subscription = datastore.GetString("properties", "subscriptionId");
        string? resourceGroup = datastore.GetString("properties", "resourceGroup");
        string? accountId =
            string.Equals(workspace.StorageAccountId.Split('/')[^1], account, StringComparison.OrdinalIgnoreCase)
                ? workspace.StorageAccountId
                : subscription is not null && resourceGroup is not null
                    ? $"/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.Storage/storageAccounts/{account}"
                    : null;
        return accountId is not null
            ? await FindEndpointAsync(workspace.Id, accountId, cancellationToken)
            : PublicEndpoint(datastore, account);
    }

    /// <summary>The blob endpoint of an account of which its datastore says no more than the name.</summary>
    /// <param name="datastore">The datastore's document.</param>
    /// <param name="account">The account's name.</param>
    /// <returns>The address.</returns>
    internal static Uri PublicEndpoint(AssetDocument datastore, string account) =>
        new($"https://{account}.blob.{datastore.GetString("properties", "endpoint") ?? "core.windows.net"}");

    // Many ask for the same at once when a sweep begins; one of them reads. What is not there may come, and is not kept.
    private async Task<T> KeepAsync<T>(string kind, string key, Func<Task<T>> find, CancellationToken cancellationToken)
        where T : class?
    {
        var place = (kind, key.ToUpperInvariant());
        if (FindKept(place) is T kept)
        {
            return kept;
        }

        SemaphoreSlim gate = _gates.GetOrAdd(place, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (FindKept(place) is T meanwhile)
            {
                return meanwhile;
            }

            T found = await find();
            if (found is not null)
            {
                _found[place] = (_clock.GetTimestamp(), found);
            }

            return found;
        }
        finally
        {
            gate.Release();
        }
    }

    private object? FindKept((string Kind, string Key) place) =>
        _found.TryGetValue(place, out (long At, object Value) entry) && _clock.GetElapsedTime(entry.At) < KeptFor ? entry.Value : null;
}
