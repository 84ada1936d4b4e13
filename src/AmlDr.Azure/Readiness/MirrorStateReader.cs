using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Jobs;
using AmlDr.Azure.Notebooks;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Ledger;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Azure.Readiness;

/// <summary>Reads what the control store knows of a pair's mirror: list pages and two small blobs.</summary>
internal sealed class MirrorStateReader(LedgerStore ledger, SweepStore sweeps, JobStore jobs, NotebookRecorder notebooks)
{
    private const int PageSize = 5000;

    /// <summary>Reads it.</summary>
    public async Task<MirrorState> ReadAsync(string pair, CancellationToken cancellationToken)
    {
        Task<NotebookReport?> copied = notebooks.TryGetAsync(pair, cancellationToken);
        Task<IReadOnlyDictionary<string, JobCaptureEntry>> captured = jobs.ListAsync(pair, cancellationToken);
        Task<SweepSummary?> sweep = sweeps.TryGetLatestAsync(pair, cancellationToken);
        return new MirrorState
        {
            Assets = await AssetsAsync(pair, cancellationToken),
            LastSweepEndedAt = (await sweep)?.EndedAt,
            NotebooksCopiedAt = (await copied)?.LastSuccess,
            CapturedJobs = (await captured).Keys.ToHashSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<AssetState, int>>> AssetsAsync(string pair, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, Dictionary<AssetState, int>>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            LedgerPage page = await ledger.ListPageAsync(pair, null, null, PageSize, token, cancellationToken);
            foreach (LedgerEntry entry in page.Entries)
            {
                if (!counts.TryGetValue(entry.Asset.Kind, out Dictionary<AssetState, int>? states))
                {
                    counts[entry.Asset.Kind] = states = [];
                }

                states[entry.State] = states.GetValueOrDefault(entry.State) + 1;
            }

            token = page.ContinuationToken;
        }
        while (token is not null);
        return counts.ToDictionary(kind => kind.Key, IReadOnlyDictionary<AssetState, int> (kind) => kind.Value);
    }
}
