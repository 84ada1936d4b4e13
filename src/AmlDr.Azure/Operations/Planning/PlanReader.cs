using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Planning;

/// <summary>
/// Makes plans from catalog, ledger, readiness report and captured jobs: from the control store alone, so that a plan can be made while the primary
/// is dead. A list page per 5,000 assets, and a read per endpoint, deployment, compute and schedule. The way back asks the secondary too, which serves.
/// </summary>
public sealed class PlanReader
{
    private const int ParallelReads = 32;
    private readonly LedgerStore _ledger;
    private readonly CatalogStore _catalog;
    private readonly SweepStore _sweeps;
    private readonly StepDurationStore _durations;
    private readonly ISwitchWays _switches;
    private readonly ICapturedJobs _jobs;
    private readonly IReadinessFindings _readiness;
    private readonly IOperationPolicies _policies;
    private readonly PairStateStore _states;
    private readonly ServingSideReader _serving;
    private readonly PlanBuilder _builder;
    private readonly TimeProvider _clock;

    internal PlanReader(
        LedgerStore ledger, CatalogStore catalog, SweepStore sweeps, StepDurationStore durations, ISwitchWays switches, ICapturedJobs jobs,
        IReadinessFindings readiness, IOperationPolicies policies, PairStateStore states, ServingSideReader serving, KindCatalog kinds, TimeProvider clock)
    {
        _states = states;
        _serving = serving;
        _ledger = ledger;
        _catalog = catalog;
        _sweeps = sweeps;
        _durations = durations;
        _switches = switches;
        _jobs = jobs;
        _readiness = readiness;
        _policies = policies;
        _builder = new PlanBuilder(kinds);
        _clock = clock;
    }

    /// <summary>Makes a plan. Changes nothing.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<OperationPlan> MakeAsync(Pair pair, OperationMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        DateTimeOffset now = _clock.GetUtcNow();
        Dictionary<AssetId, LedgerEntry> ledger = await ReadLedgerAsync(pair.Name, cancellationToken);
        PairState state = await _states.GetAsync(pair.Name, cancellationToken);
        (IReadOnlyList<KnownAsset> assets, string? fault) = mode == OperationMode.Failback
            ? await ReadServingSideAsync(pair, ledger, state, cancellationToken)
            : (await ReadCatalogAsync(pair.Name, ledger, cancellationToken), null);
        DateTimeOffset? oldest = ledger.Values.Where(entry => entry.State is not (AssetState.Mirrored or AssetState.Skipped))
            .Min(entry => (DateTimeOffset?)(entry.SourceModifiedAt ?? entry.UpdatedAt));
        PairSide side = mode == OperationMode.Failback ? PairSide.Primary : PairSide.Secondary;
        return _builder.Build(new PlanFacts
        {
            Pair = pair,
            Mode = mode,
            Now = now,
            Assets = assets,
            Jobs = await _jobs.ListAsync(pair, cancellationToken),
            Switches = mode == OperationMode.Drill ? [] : _switches.List(pair, side),
            ReadinessFindings = await _readiness.TryReadAsync(pair, cancellationToken),
            LastSweepAt = (await _sweeps.TryGetLatestAsync(pair.Name, cancellationToken))?.EndedAt,
            LiveRpoSeconds = oldest is { } time ? Math.Max(0, Math.Round((now - time).TotalSeconds, 1)) : 0,
            Durations = await _durations.GetAsync(pair.Name, cancellationToken),
            DivergedAt = state.DivergedAt,
            ServingSideFault = fault,
            Policy = _policies.Of(pair),
        });
    }

    // Whoever goes back because the secondary has failed too goes by the catalog: the primary is as it was.
    private async Task<(IReadOnlyList<KnownAsset> Assets, string? Fault)> ReadServingSideAsync(
        Pair pair, Dictionary<AssetId, LedgerEntry> ledger, PairState state, CancellationToken cancellationToken)
    {
        try
        {
            return (await _serving.ReadAsync(pair, ledger, ServingSideReader.ChangedSince(state), cancellationToken), null);
        }
        catch (AmlDrException exception)
        {
            return ([.. (await ReadCatalogAsync(pair.Name, ledger, cancellationToken)).Where(asset => asset.Document is not null)], exception.Message);
        }
    }

    private async Task<IReadOnlyList<KnownAsset>> ReadCatalogAsync(
        string pair, Dictionary<AssetId, LedgerEntry> ledger, CancellationToken cancellationToken)
    {
        var known = new HashSet<AssetId>();
        await foreach (CatalogListing listing in _catalog.ListAllAsync(pair, null, cancellationToken))
        {
            known.Add(listing.Asset);
        }

        return await ReadDocumentsAsync(pair, ledger, known, cancellationToken);
    }

    private async Task<Dictionary<AssetId, LedgerEntry>> ReadLedgerAsync(string pair, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<AssetId, LedgerEntry>();
        string? token = null;
        do
        {
            LedgerPage page = await _ledger.ListPageAsync(pair, null, null, 5000, token, cancellationToken);
            foreach (LedgerEntry entry in page.Entries)
            {
                entries[entry.Asset] = entry;
            }

            token = page.ContinuationToken;
        }
        while (token is not null);
        return entries;
    }

    private async Task<IReadOnlyList<KnownAsset>> ReadDocumentsAsync(
        string pair, Dictionary<AssetId, LedgerEntry> ledger, HashSet<AssetId> known, CancellationToken cancellationToken)
    {
        AssetId[] all = [.. known.Union(ledger.Keys)];
        var assets = new KnownAsset[all.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, all.Length), options, async (at, token) =>
        {
            AssetId asset = all[at];
            LedgerEntry? entry = ledger.GetValueOrDefault(asset);
            CatalogEntry? seen = known.Contains(asset) && PlanBuilder.NeedsDocument(asset.Kind)
                ? await _catalog.TryReadAsync(pair, asset, token)
                : null;
            assets[at] = new KnownAsset(asset, seen is null ? null : new AssetDocument(seen.Document), entry?.State, entry?.Reason);
        });
        return assets;
    }
}
