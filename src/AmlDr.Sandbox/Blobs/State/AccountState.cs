using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Blobs.State;

/// <summary>A storage account's blob service. <see cref="Gate"/> guards everything below it.</summary>
internal sealed class AccountState(SimulatedAccount account)
{
    private readonly SortedDictionary<string, ContainerState> _containers = new(StringComparer.Ordinal);

    public SimulatedAccount Account => account;

    public Lock Gate { get; } = new();

    /// <summary>Whether the account's keys open anything (<c>allowSharedKeyAccess</c>).</summary>
    public bool AllowsKeys { get; set; } = true;

    public BandwidthLimit Bandwidth { get; } = new();

    public IEnumerable<ContainerState> Containers => _containers.Values;

    public ContainerState? Find(string container) => _containers.GetValueOrDefault(container);

    public ContainerState Require(string container) => Find(container) ?? throw StorageException.ContainerNotFound();

    public void Add(ContainerState container) => _containers.Add(container.Name, container);

    public void Remove(string container) => _containers.Remove(container);
}
