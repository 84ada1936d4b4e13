using AmlDr.Azure.Audits;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Signals;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;
using AmlDr.Core.Signals;

namespace AmlDr.Functions.Http;

/// <summary>Sums up what the ledger knows of a pair: a list page per 5,000 versions.</summary>
public sealed class PairOverview
{
    private readonly FiguresReader _figures;
    private readonly SignalStore _signals;
    private readonly SweepStore _sweeps;
    private readonly AuditStore _audits;
    private readonly PairStateStore _states;

    /// <summary>Creates an overview.</summary>
    /// <param name="figures">Sums up the ledger.</param>
    /// <param name="signals">The signals.</param>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="audits">The audits.</param>
    /// <param name="states">The pairs' states.</param>
    public PairOverview(FiguresReader figures, SignalStore signals, SweepStore sweeps, AuditStore audits, PairStateStore states)
    {
        _figures = figures;
        _signals = signals;
        _sweeps = sweeps;
        _audits = audits;
        _states = states;
    }

    /// <summary>Sums up a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The pair as operators see it.</returns>
    public async Task<PairView> DescribeAsync(Pair pair, CancellationToken cancellationToken)
    {
        PairFigures figures = await _figures.ReadAsync(pair.Name, cancellationToken);
        SignalFacts facts = await _signals.ReadAsync(pair.Name, figures, cancellationToken);
        IReadOnlyList<SignalReading> readings = facts.Read(figures.TakenAt);
        PairState roles = await _states.GetAsync(pair.Name, cancellationToken);
        SweepSummary? sweep = await _sweeps.TryGetLatestAsync(pair.Name, cancellationToken);
        SweepFinding? deletions = DeletionJudge.Show(await _sweeps.TryGetDeletionFindingAsync(pair.Name, cancellationToken));
        return new PairView(
            pair.Name, roles.ActiveSide == PairSide.Primary ? "primary" : "secondary", pair.Primary.ToString(), pair.Secondary.ToString(),
            Math.Round(figures.RpoSeconds(figures.TakenAt), 1),
            [.. figures.States.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => Coverage(kind.Key, kind.Value))],
            [.. (sweep?.Findings ?? []).Where(finding => finding.Code != deletions?.Code), .. deletions is null ? [] : new[] { deletions }], sweep, roles.OperationId)
        {
            Status = SignalFacts.StatusOf(readings),
            Signals = readings,
            LastAudit = (await _audits.TryGetHeadAsync(pair.Name, cancellationToken))?.History is [{ } newest, ..] ? newest : null,
        };
    }

    private static KindCoverage Coverage(string kind, IReadOnlyDictionary<string, int> states) => new(
        kind,
        states.Values.Sum() - states.GetValueOrDefault(nameof(AssetState.Skipped)) - states.GetValueOrDefault(nameof(AssetState.SourceDeleted)),
        states.GetValueOrDefault(nameof(AssetState.Mirrored)),
        states);
}
