using System.Text.Json.Nodes;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Ledger;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Azure.Readiness;

/// <summary>Reads what the control store knows of a pair's mirror: list pages and two small blobs.</summary>
internal sealed class MirrorStateReader(LedgerStore ledger, SweepStore sweeps, ControlStoreClient store)
{
    private const int PageSize = 5000;

    /// <summary>Reads it.</summary>
    public async Task<MirrorState> ReadAsync(string pair, CancellationToken cancellationToken)
    {
        Task<DateTimeOffset?> notebooks = NotebooksAsync(pair, cancellationToken);
        Task<HashSet<string>> jobs = JobsAsync(pair, cancellationToken);
        Task<SweepSummary?> sweep = sweeps.TryGetLatestAsync(pair, cancellationToken);
        return new MirrorState
        {
            Assets = await AssetsAsync(pair, cancellationToken),
            LastSweepEndedAt = (await sweep)?.EndedAt,
            NotebooksCopiedAt = await notebooks,
            CapturedJobs = await jobs,
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

    // Only a copy that ended without a failure has the time.
    private async Task<DateTimeOffset?> NotebooksAsync(string pair, CancellationToken cancellationToken) =>
        (await store.TryReadAsync<JsonObject>(ControlStoreNames.Notebooks(pair), cancellationToken))?.Value["lastSuccessAt"] is JsonValue value
        && value.TryGetValue(out DateTimeOffset time)
            ? time
            : null;

    private async Task<HashSet<string>> JobsAsync(string pair, CancellationToken cancellationToken)
    {
        string prefix = ControlStoreNames.JobPrefix(pair);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (BlobItem blob in store.ListAsync(prefix, cancellationToken))
        {
            if (blob.Name.EndsWith(".json", StringComparison.Ordinal))
            {
                names.Add(Uri.UnescapeDataString(blob.Name[prefix.Length..^".json".Length]));
            }
        }

        return names;
    }
}
