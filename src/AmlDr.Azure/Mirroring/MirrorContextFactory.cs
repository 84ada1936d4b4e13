using AmlDr.Azure.Aml;
using AmlDr.Azure.Registries;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>Makes the context in which a document is rewritten: the datastores that it names, on both sides.</summary>
public sealed class MirrorContextFactory
{
    private readonly StoreResolver _stores;
    private readonly RegistryTransport _registries;

    /// <summary>Creates a factory.</summary>
    /// <param name="stores">Finds datastores.</param>
    /// <param name="registries">Knows what a registry carries.</param>
    public MirrorContextFactory(StoreResolver stores, RegistryTransport registries)
    {
        _stores = stores;
        _registries = registries;
    }

    /// <summary>Makes a context.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="kind">The document's kind.</param>
    /// <param name="source">The document; null when nothing but the workspaces and the policy is needed.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The context.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<RewriteContext> CreateAsync(Pair pair, IAssetKind kind, AssetDocument? source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        RewriteContext context = await _stores.CreateContextAsync(
            pair.Primary, pair.Secondary, source is null ? [] : ContentPlaces.FindDatastores(kind, source), cancellationToken);
        return await CompleteAsync(pair, kind, source, context, cancellationToken);
    }

    /// <summary>Adds to workspaces and datastores what else rewriting needs.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="kind">The document's kind.</param>
    /// <param name="source">The document; null when nothing but the workspaces and the policy is needed.</param>
    /// <param name="context">The workspaces and datastores.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The context.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    internal async Task<RewriteContext> CompleteAsync(
        Pair pair, IAssetKind kind, AssetDocument? source, RewriteContext context, CancellationToken cancellationToken) =>
        context with
        {
            Policy = pair.Policy,
            RegistryAssets = source is null ? null : await _registries.FindCarriedAsync(pair, kind, source, cancellationToken),
            OfferedSizes = kind.Fields.Sizes.Count == 0 ? null : await _stores.FindSizesAsync(context.Secondary, cancellationToken),
        };
}
