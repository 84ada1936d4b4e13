using System.Collections.Concurrent;
using AmlDr.Azure.Arm;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Azure.Readiness;

/// <summary>
/// Reads resources for one snapshot: each once, however many checks ask for it, several side by side, each with a deadline. A failure of one is a
/// fact about it, and no failure of the snapshot.
/// </summary>
internal sealed class ResourceReader : IDisposable
{
    // What does not answer by then is not known. A region that is lost costs each of its resources this long, side by side.
    private static readonly TimeSpan GetDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ListDeadline = TimeSpan.FromMinutes(2);

    private const int ParallelReads = 16;

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.KeyVault/vaults"] = "the key vault",
        ["Microsoft.Storage/storageAccounts"] = "the storage account",
        ["Microsoft.ContainerRegistry/registries"] = "the container registry",
        ["Microsoft.ContainerService/managedClusters"] = "the Kubernetes cluster",
        ["Microsoft.Insights/components"] = "the Application Insights component",
        ["Microsoft.MachineLearningServices/workspaces"] = "the workspace",
        ["Microsoft.Network/virtualNetworks"] = "the virtual network",
        ["Microsoft.Network/privateEndpoints"] = "the private endpoint",
    };

    // Lazy, because the dictionary may make two values when two ask at once, and only one of them may call.
    private readonly ConcurrentDictionary<string, Lazy<Task<Reading<AssetDocument>>>> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Lazy<Task<Reading<IReadOnlyList<AssetDocument>>>>> _lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _window = new(ParallelReads);
    private readonly AmlWorkspaceResource _arm;
    private readonly string _apiVersion;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Creates a reader for one snapshot.</summary>
    /// <param name="arm">A workspace that lends its connection.</param>
    /// <param name="apiVersion">The api-version of Azure Machine Learning.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Cancels everything.</param>
    public ResourceReader(AmlWorkspaceResource arm, string apiVersion, TimeProvider clock, CancellationToken cancellationToken)
    {
        _arm = arm;
        _apiVersion = apiVersion;
        _clock = clock;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads a resource.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="expand">What it shall show beyond the usual; null for nothing. The first who asks decides.</param>
    public Task<Reading<AssetDocument>> GetAsync(string id, string? expand = null) => _resources.GetOrAdd(id, _ => new(() => ReadAsync(
        id, $"{Describe(id)} '{id.TrimEnd('/').Split('/')[^1]}'", GetDeadline,
        token => _arm.GetOtherAsync(id, expand is null ? [] : new Dictionary<string, string> { ["$expand"] = expand }, VersionOf(id), token)))).Value;

    /// <summary>Reads a list, all pages.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="query">Query parameters; the first who asks decides.</param>
    /// <param name="most">How many items are enough; null for all.</param>
    public Task<Reading<IReadOnlyList<AssetDocument>>> ListAsync(string address, Dictionary<string, string>? query = null, int? most = null) =>
        _lists.GetOrAdd(address, _ => new(() => ReadListAsync(address, query ?? [], most))).Value;

    /// <summary>Reads a list that nobody else asks for, and does not keep it.</summary>
    /// <param name="address">Its address.</param>
    public Task<Reading<IReadOnlyList<AssetDocument>>> PassAsync(string address) => ReadListAsync(address, [], null);

    /// <summary>Reads something that is not of Resource Manager, by the same rules.</summary>
    /// <param name="what">What it is, for people.</param>
    /// <param name="grant">What is to be granted when it may not be read.</param>
    /// <param name="read">Reads it.</param>
    public Task<Reading<T>> OtherAsync<T>(string what, string grant, Func<CancellationToken, Task<T>> read)
        where T : class => GuardAsync(what, () => grant, ListDeadline, read);

    /// <summary>Everything that was read.</summary>
    public async Task<(IReadOnlyDictionary<string, Reading<AssetDocument>> Resources, IReadOnlyDictionary<string, Reading<IReadOnlyList<AssetDocument>>> Lists)> ResultsAsync()
    {
        var resources = new Dictionary<string, Reading<AssetDocument>>(StringComparer.OrdinalIgnoreCase);
        foreach ((string id, Lazy<Task<Reading<AssetDocument>>> reading) in _resources)
        {
            resources[id] = await reading.Value;
        }

        var lists = new Dictionary<string, Reading<IReadOnlyList<AssetDocument>>>(StringComparer.OrdinalIgnoreCase);
        foreach ((string address, Lazy<Task<Reading<IReadOnlyList<AssetDocument>>>> reading) in _lists)
        {
            lists[address] = await reading.Value;
        }

        return (resources, lists);
    }

    public void Dispose() => _window.Dispose();

    private Task<Reading<IReadOnlyList<AssetDocument>>> ReadListAsync(string address, Dictionary<string, string> query, int? most) =>
        ReadAsync(address, $"the list {Describe(address)} of {HolderOf(address)}", ListDeadline, async token =>
        {
            var items = new List<AssetDocument>();
            await foreach (AssetDocument item in _arm.ListOther(address, query, VersionOf(address), token))
            {
                items.Add(item);
                if (items.Count == most)
                {
                    break;
                }
            }

            return (IReadOnlyList<AssetDocument>)items;
        });

    private async Task<Reading<T>> ReadAsync<T>(string address, string what, TimeSpan patience, Func<CancellationToken, Task<T>> read)
        where T : class
    {
        if (!ArmAddress.IsSound(address))
        {
            return Reading.Failed<T>(what, $"'{AssetNames.Printable(address)}' is no resource identifier.");
        }

        await _window.WaitAsync(_cancellationToken);
        try
        {
            return await GuardAsync(what, () => ArmAddress.GrantFor(address), patience, read);
        }
        finally
        {
            _window.Release();
        }
    }

    private async Task<Reading<T>> GuardAsync<T>(string what, Func<string> grant, TimeSpan patience, Func<CancellationToken, Task<T>> read)
        where T : class
    {
        using var deadline = new CancellationTokenSource(patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _cancellationToken);
        try
        {
            return Reading.Of(what, await read(either.Token));
        }
        catch (NotFoundException)
        {
            return Reading.Missing<T>(what);
        }
        catch (AccessDeniedException)
        {
            return Reading.Denied<T>(what, grant());
        }
        catch (AmlDrException exception)
        {
            return Reading.Failed<T>(what, exception.Message);
        }
        catch (OperationCanceledException) when (!_cancellationToken.IsCancellationRequested)
        {
            return Reading.Failed<T>(what, $"no answer came within {patience.TotalSeconds} seconds.");
        }
    }

    private string VersionOf(string address) => ProviderVersions.Of(ArmAddress.TypeOf(address), _apiVersion);

    private static string Describe(string address)
    {
        string type = ArmAddress.TypeOf(address);
        return Words.GetValueOrDefault(type) ?? $"'{type.Split('/')[^1]}'";
    }

    private static string HolderOf(string address)
    {
        string[] parts = address.Split('/');
        int at = address.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase);

        // A list at a scope is the scope's, any other one its parent's.
        string[] rest = at < 0 ? [] : address[(at + "/providers/".Length)..].Split('/');
        string holder = rest.Length == 2 ? address[..at].Split('/')[^1] : parts[^2];
        return $"'{holder}'";
    }
}
