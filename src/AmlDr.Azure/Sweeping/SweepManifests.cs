using System.Runtime.CompilerServices;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Sweeping;

/// <summary>Keeps manifests in the control store: pages of a bounded length, of the newest complete sweeps.</summary>
public sealed class SweepManifests : ISweepManifests
{
    private const int EntriesPerPart = 2000;
    private const int Kept = 3;
    private const int ParallelDeletes = 8;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public SweepManifests(ControlStoreClient store) => _store = store;

    /// <inheritdoc/>
    public async Task WritePageAsync(
        string pair, string sweepId, string kind, int page, IEnumerable<ManifestEntry> entries, CancellationToken cancellationToken)
    {
        foreach ((int part, ManifestEntry[] chunk) in entries.Chunk(EntriesPerPart).Index())
        {
            await _store.WriteAsync(
                ControlStoreNames.ManifestPage(pair, sweepId, kind, page, part), chunk, BlobCondition.None, null, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ManifestEntry> ReadAsync(
        string pair, string sweepId, string kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string name in ListAsync(ControlStoreNames.ManifestPrefix(pair, sweepId, kind), cancellationToken))
        {
            Versioned<ManifestEntry[]> part = await _store.TryReadAsync<ManifestEntry[]>(name, cancellationToken)
                ?? throw new NotFoundException($"The manifest page '{name}' is gone from the control store.");
            foreach (ManifestEntry entry in part.Value)
            {
                yield return entry;
            }
        }
    }

    /// <inheritdoc/>
    public async Task EndAsync(string pair, string sweepId, bool isComplete, CancellationToken cancellationToken)
    {
        string name = ControlStoreNames.CompleteManifests(pair);
        string[] complete = (await _store.TryReadAsync<string[]>(name, cancellationToken))?.Value ?? [];
        if (isComplete && !complete.Contains(sweepId, StringComparer.Ordinal))
        {
            complete = [sweepId, .. complete.Take(Kept - 1)];
            await _store.WriteAsync(name, complete, BlobCondition.None, null, cancellationToken);
        }

        string[] kept = [name, .. complete.Append(sweepId).Select(id => ControlStoreNames.ManifestPrefix(pair, id))];
        await Parallel.ForEachAsync(
            ListAsync(ControlStoreNames.ManifestsPrefix(pair), cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken },
            async (blob, token) =>
            {
                if (!kept.Any(prefix => blob.StartsWith(prefix, StringComparison.Ordinal)))
                {
                    await _store.Container.DeleteIfExistsAsync(blob, token);
                }
            });
    }

    private async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<BlobItem> blobs = _store.Container.ListAsync(prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs)
        {
            while (await HasNextAsync(blobs))
            {
                yield return blobs.Current.Name;
            }
        }
    }

    // Nothing was ever written: the container is made by the first write.
    private static async Task<bool> HasNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (NotFoundException)
        {
            return false;
        }
    }
}
