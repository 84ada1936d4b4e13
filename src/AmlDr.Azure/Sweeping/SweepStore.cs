using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Deletions;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Sweeping;

/// <summary>Keeps what the last sweep of a pair did, and what an operator must confirm.</summary>
public sealed class SweepStore
{
    private const int ParallelDeletes = 8;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public SweepStore(ControlStoreClient store) => _store = store;

    /// <summary>Reads what the last ended sweep did.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The summary; null before the first sweep.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<SweepSummary?> TryGetLatestAsync(string pair, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<SweepSummary>(ControlStoreNames.LatestSweep(pair), cancellationToken))?.Value;

    /// <summary>Writes what a sweep did.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="summary">The summary.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteLatestAsync(string pair, SweepSummary summary, CancellationToken cancellationToken) =>
        _store.WriteAsync(ControlStoreNames.LatestSweep(pair), summary, BlobCondition.None, null, cancellationToken);

    /// <summary>Reads what is missing from the primary and waits for an operator's word.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The finding; null when nothing waits.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<DeletionFinding?> TryGetDeletionFindingAsync(string pair, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<DeletionFinding>(ControlStoreNames.DeletionFinding(pair), cancellationToken))?.Value;

    /// <summary>Writes what is missing, or that nothing is.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="finding">The finding; null when nothing waits.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteDeletionFindingAsync(string pair, DeletionFinding? finding, CancellationToken cancellationToken) =>
        finding is null
            ? _store.Container.DeleteIfExistsAsync(ControlStoreNames.DeletionFinding(pair), cancellationToken)
            : _store.WriteAsync(ControlStoreNames.DeletionFinding(pair), finding, BlobCondition.None, null, cancellationToken);

    /// <summary>Deletes the work lists of the pair's sweeps, this one's and those that others left behind.</summary>
    /// <param name="pair">The pair's name; no sweep of it needs a list any more.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When they are gone.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task DeleteWorkListsAsync(string pair, CancellationToken cancellationToken)
    {
        string prefix = ControlStoreNames.SweepsPrefix(pair);
        return Parallel.ForEachAsync(
            _store.ListAsync(prefix, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken },
            async (blob, token) =>
            {
                if (blob.Name.IndexOf('/', prefix.Length) >= 0)
                {
                    await _store.Container.DeleteIfExistsAsync(blob.Name, token);
                }
            });
    }
}
