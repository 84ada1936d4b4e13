using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Sweeping;

/// <summary>Keeps what the last sweep of a pair did.</summary>
public sealed class SweepStore
{
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
}
