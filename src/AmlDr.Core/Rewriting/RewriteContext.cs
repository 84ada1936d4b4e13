using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Rewriting;

/// <summary>What a document is rewritten from and to.</summary>
/// <param name="Primary">The workspace that the document comes from.</param>
/// <param name="Secondary">The workspace that it goes to.</param>
/// <param name="Stores">The datastores that both have. Those that a document names must be among them.</param>
/// <param name="PrimaryBlobEndpoint">The blob endpoint of the primary's default storage account.</param>
public sealed record RewriteContext(
    WorkspaceDescription Primary, WorkspaceDescription Secondary, IReadOnlyList<StoreMapping> Stores, Uri PrimaryBlobEndpoint)
{
    /// <summary>The blob endpoint of the secondary's default storage account; null when it is not known.</summary>
    public Uri? SecondaryBlobEndpoint { get; init; }

    /// <summary>The virtual machine sizes that the secondary's region offers to AML; null when that is not known.</summary>
    public IReadOnlySet<string>? OfferedSizes { get; init; }

    /// <summary>The pair's policy.</summary>
    public PairPolicy Policy { get; init; } = PairPolicy.Default;

    /// <summary>The assets that the document refers to and that a registry carries; null when none.</summary>
    public RegistryAssets? RegistryAssets { get; init; }

    /// <summary>The names of the asset's children that stand in the secondary: an endpoint's deployments.</summary>
    public IReadOnlySet<string> StandingChildren { get; init; } = new HashSet<string>();

    /// <summary>Looks for the mapping of a datastore.</summary>
    /// <param name="datastore">The datastore's name, in any case.</param>
    /// <returns>The mapping, or null when the secondary has no namesake.</returns>
    public StoreMapping? FindStore(string datastore) =>
        Stores.FirstOrDefault(store => string.Equals(store.Datastore, datastore, StringComparison.OrdinalIgnoreCase));

    /// <summary>Looks for the container that an address is in, and its counterpart.</summary>
    /// <param name="address">The address of a blob, or of a path on the account's Data Lake endpoint.</param>
    /// <param name="below">The rest of the address as written, with its leading slash; empty for the container itself.</param>
    /// <returns>
    /// A datastore of both sides, or a container of the primary's default account that carries the primary's workspace identifier in its name,
    /// as those do that the service makes for code snapshots (that their names do is unconfirmed); null when neither.
    /// </returns>
    public StoreMapping? FindStore(Uri address, out string below)
    {
        ArgumentNullException.ThrowIfNull(address);
        Uri blob = StoreAddresses.AsBlobAddress(address);
        foreach (StoreMapping store in Stores)
        {
            if (StoreAddresses.TryGetPathBelow(store.PrimaryRoot, blob, out below))
            {
                return store;
            }
        }

        return FindWorkspaceContainer(blob, out below);
    }

    /// <summary>Says whether files in a container are to be copied.</summary>
    /// <param name="store">The container on both sides.</param>
    /// <returns>False when both sides name the same container, or the policy says that it is shared or replicated by other means.</returns>
    public bool IsCopied(StoreMapping store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return !store.IsShared && Policy.HandlingOf(store.Datastore) is DataHandling.Copy;
    }

    /// <summary>What the rules of an asset's kind may know.</summary>
    /// <param name="asset">The asset.</param>
    /// <returns>The context.</returns>
    public KindContext For(AssetId asset) =>
        new(asset, Policy) { StandingChildren = StandingChildren, Primary = Primary, Secondary = Secondary };

    private StoreMapping? FindWorkspaceContainer(Uri blob, out string below)
    {
        if (SecondaryBlobEndpoint is null || !StoreAddresses.TryGetPathBelow(PrimaryBlobEndpoint, blob, out below))
        {
            below = "";
            return null;
        }

        string container = below.TrimStart('/').Split('/', 2)[0];
        if (!container.Contains(Primary.WorkspaceGuid, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        below = below[(container.Length + 1)..];
        string counterpart = container.Replace(Primary.WorkspaceGuid, Secondary.WorkspaceGuid, StringComparison.OrdinalIgnoreCase);
        return new StoreMapping("", Root(PrimaryBlobEndpoint, container), Root(SecondaryBlobEndpoint, counterpart));
    }

    private static Uri Root(Uri endpoint, string container) => new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{container}");
}
