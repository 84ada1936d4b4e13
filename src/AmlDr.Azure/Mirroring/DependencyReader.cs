using AmlDr.Azure.Aml;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Mirroring;

/// <summary>Tells what an asset needs in the secondary before it can be written there, and what of it is there already as far as the ledger knows.</summary>
public sealed class DependencyReader
{
    private readonly AmlClient _aml;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly LedgerStore _ledger;
    private readonly DependencyFinder _finder;
    private readonly DependencyResolver _resolver;

    /// <summary>Creates a reader.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="ledger">What was mirrored.</param>
    public DependencyReader(AmlClient aml, KindCatalog kinds, PairRegistry pairs, LedgerStore ledger)
    {
        _aml = aml;
        _kinds = kinds;
        _pairs = pairs;
        _ledger = ledger;
        _finder = new DependencyFinder(kinds);
        _resolver = new DependencyResolver(kinds);
    }

    /// <summary>Says whether an asset needs something that is not known to be in the secondary. Costs reads of the ledger alone, but for labels.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="source">Its document in the primary.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>True when it does.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<bool> HasOpenAsync(Pair pair, AssetId asset, AssetDocument source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var answers = new Answers(this, pair);
        foreach (Dependency dependency in _finder.Find(asset, source, pair.Primary))
        {
            AssetId? needed = dependency.Asset;
            if (dependency.Label is { } label)
            {
                string? version = await answers.FindVersionAsync(dependency.Asset, label, cancellationToken);
                needed = version is null ? null : dependency.Asset with { Version = version };
            }

            if (needed is null || !await answers.IsSettledAsync(needed, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Resolves everything that an asset needs and that is not known to be in the secondary.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What is to be mirrored before it, level by level, or why that is not possible.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task<DependencyResolution> ResolveAsync(string pairName, AssetId asset, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        return _resolver.ResolveAsync(asset, pair.Primary, new Answers(this, pair), cancellationToken);
    }

    private sealed class Answers(DependencyReader reader, Pair pair) : IDependencySource
    {
        public async ValueTask<AssetDocument?> ReadAsync(AssetId asset, CancellationToken cancellationToken) =>
            reader._kinds.TryGet(asset.Kind, out _) ? await reader._aml.TryGetVersionAsync(pair.Primary, asset, cancellationToken) : null;

        public async ValueTask<string?> FindVersionAsync(AssetId asset, string label, CancellationToken cancellationToken) =>
            string.Equals(label, "latest", StringComparison.OrdinalIgnoreCase)
                ? await reader._aml.TryFindLatestVersionAsync(pair.Primary, asset, cancellationToken)
                : null;

        public async ValueTask<bool> IsSettledAsync(AssetId asset, CancellationToken cancellationToken) =>
            await reader._ledger.TryGetAsync(pair.Name, asset, cancellationToken) switch
            {
                { State: AssetState.Mirrored } => true,
                { State: AssetState.Skipped, Reason: { } reason } => SkipCodes.StandsAnyway(reason.Code),
                _ => false,
            };
    }
}
