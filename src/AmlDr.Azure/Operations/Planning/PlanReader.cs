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
/// is dead. A list page per 5,000 assets, and a read per endpoint, deployment, compute and schedule.
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
    private readonly PlanBuilder _builder;
    private readonly TimeProvider _clock;

    /// <summary>Creates a reader.</summary>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="catalog">The primary's documents.</param>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="durations">What earlier operations took.</param>
    /// <param name="switches">The ways of switching.</param>
    /// <param name="jobs">The captured jobs.</param>
    /// <param name="readiness">The readiness report.</param>
    /// <param name="policies">How operations are run.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="clock">The clock.</param>
    public PlanReader(
        LedgerStore ledger, CatalogStore catalog, SweepStore sweeps, StepDurationStore durations, ISwitchWays switches, ICapturedJobs jobs,
        IReadinessFindings readiness, IOperationPolicies policies, KindCatalog kinds, TimeProvider clock)
    {
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
        var known = new HashSet<AssetId>();
        await foreach (CatalogListing listing in _catalog.ListAllAsync(pair.Name, null, cancellationToken))
        {
            known.Add(listing.Asset);
        }

        IReadOnlyList<KnownAsset> assets = await ReadDocumentsAsync(pair.Name, ledger, known, cancellationToken);
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
            Policy = _policies.Of(pair),
        });
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
