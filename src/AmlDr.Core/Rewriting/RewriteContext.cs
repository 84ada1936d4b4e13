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
    /// <summary>The pair's policy.</summary>
    public PairPolicy Policy { get; init; } = PairPolicy.Default;

    /// <summary>The names of the asset's children that stand in the secondary: an endpoint's deployments.</summary>
    public IReadOnlySet<string> StandingChildren { get; init; } = new HashSet<string>();

    /// <summary>Looks for the mapping of a datastore.</summary>
    /// <param name="datastore">The datastore's name, in any case.</param>
    /// <returns>The mapping, or null when the secondary has no namesake.</returns>
    public StoreMapping? FindStore(string datastore) =>
        Stores.FirstOrDefault(store => string.Equals(store.Datastore, datastore, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the rules of an asset's kind may know.</summary>
    /// <param name="asset">The asset.</param>
    /// <returns>The context.</returns>
    public KindContext For(AssetId asset) => new(asset, Policy) { StandingChildren = StandingChildren };
}
