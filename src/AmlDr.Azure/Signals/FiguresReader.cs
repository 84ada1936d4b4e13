using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Signals;

namespace AmlDr.Azure.Signals;

/// <summary>Sums up the ledger of a pair: a list page per 5,000 versions.</summary>
public sealed class FiguresReader
{
    private const int PageSize = 5000;
    private readonly LedgerStore _ledger;
    private readonly TimeProvider _clock;

    /// <summary>Creates a reader.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="clock">The clock.</param>
    public FiguresReader(LedgerStore ledger, TimeProvider clock)
    {
        _ledger = ledger;
        _clock = clock;
    }

    /// <summary>Reads the figures.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<PairFigures> ReadAsync(string pair, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        var counts = new SortedDictionary<string, SortedDictionary<string, int>>(StringComparer.Ordinal);
        DateTimeOffset? oldest = null;
        int stuck = 0;
        string? token = null;
        do
        {
            LedgerPage page = await _ledger.ListPageAsync(pair, null, null, PageSize, token, cancellationToken);
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

                stuck += entry.State is AssetState.Pending or AssetState.Mirroring && now - entry.UpdatedAt > PairFigures.LongestUnderWay ? 1 : 0;
            }

            token = page.ContinuationToken;
        }
        while (token is not null);
        return new PairFigures(
            now, counts.ToDictionary(kind => kind.Key, IReadOnlyDictionary<string, int> (kind) => kind.Value, StringComparer.Ordinal), oldest, stuck);
    }
}
