using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;

namespace AmlDr.Functions.Http;

/// <summary>Sums up what the ledger knows of a pair: a list page per 5,000 versions.</summary>
public sealed class PairOverview
{
    private readonly LedgerStore _ledger;
    private readonly SweepStore _sweeps;
    private readonly PairStateStore _states;
    private readonly TimeProvider _clock;

    /// <summary>Creates an overview.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="states">The pairs' states.</param>
    /// <param name="clock">The clock.</param>
    public PairOverview(LedgerStore ledger, SweepStore sweeps, PairStateStore states, TimeProvider clock)
    {
        _states = states;
        _ledger = ledger;
        _sweeps = sweeps;
        _clock = clock;
    }

    /// <summary>Sums up a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The pair as operators see it.</returns>
    public async Task<PairView> DescribeAsync(Pair pair, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, SortedDictionary<string, int>>(StringComparer.Ordinal);
        DateTimeOffset? oldest = null;
        string? token = null;
        do
        {
            LedgerPage page = await _ledger.ListPageAsync(pair.Name, null, null, 5000, token, cancellationToken);
            foreach (LedgerEntry entry in page.Entries)
            {
                if (!counts.TryGetValue(entry.Asset.Kind, out SortedDictionary<string, int>? states))
                {
                    counts[entry.Asset.Kind] = states = new SortedDictionary<string, int>(StringComparer.Ordinal);
                }

                string state = entry.State.ToString();
                states[state] = states.GetValueOrDefault(state) + 1;
                if (entry.State is not (AssetState.Mirrored or AssetState.Skipped or AssetState.SourceDeleted))
                {
                    DateTimeOffset since = entry.SourceModifiedAt ?? entry.UpdatedAt;
                    oldest = oldest is null || since < oldest ? since : oldest;
                }
            }

            token = page.ContinuationToken;
        }
        while (token is not null);
        PairState roles = await _states.GetAsync(pair.Name, cancellationToken);
        SweepSummary? sweep = await _sweeps.TryGetLatestAsync(pair.Name, cancellationToken);
        SweepFinding? deletions = DeletionJudge.Show(await _sweeps.TryGetDeletionFindingAsync(pair.Name, cancellationToken));
        return new PairView(
            pair.Name, roles.ActiveSide == PairSide.Primary ? "primary" : "secondary", pair.Primary.ToString(), pair.Secondary.ToString(),
            oldest is { } time ? Math.Max(0, Math.Round((_clock.GetUtcNow() - time).TotalSeconds, 1)) : 0,
            [.. counts.Select(kind => Coverage(kind.Key, kind.Value))],
            [.. (sweep?.Findings ?? []).Where(finding => finding.Code != deletions?.Code), .. deletions is null ? [] : new[] { deletions }], sweep, roles.OperationId);
    }

    private static KindCoverage Coverage(string kind, SortedDictionary<string, int> states) => new(
        kind,
        states.Values.Sum() - states.GetValueOrDefault(nameof(AssetState.Skipped)) - states.GetValueOrDefault(nameof(AssetState.SourceDeleted)),
        states.GetValueOrDefault(nameof(AssetState.Mirrored)),
        states);
}
