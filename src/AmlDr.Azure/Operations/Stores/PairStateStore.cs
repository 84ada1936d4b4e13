using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>The roles of the pairs, each changed under the condition that nobody else has changed it meanwhile.</summary>
public sealed class PairStateStore
{
    private const int Attempts = 8;
    private readonly ControlStoreClient _store;
    private readonly TimeProvider _clock;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    /// <param name="clock">The clock.</param>
    public PairStateStore(ControlStoreClient store, TimeProvider clock)
    {
        _store = store;
        _clock = clock;
    }

    /// <summary>Reads a pair's state.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state; <see cref="PairState.Initial"/> when nobody has written one.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<PairState> GetAsync(string pair, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<PairState>(ControlStoreNames.PairState(pair), cancellationToken))?.Value ?? PairState.Initial;

    /// <summary>Changes a pair's state, from what it is now.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="change">Given the state that stands, makes the new one, or the same when nothing is to change. May be asked again.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The state as it now stands.</returns>
    /// <exception cref="ConflictException">Somebody else keeps changing it.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<PairState> UpdateAsync(string pair, Func<PairState, PairState> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        string name = ControlStoreNames.PairState(pair);
        for (int attempt = 1; ; attempt++)
        {
            Versioned<PairState>? standing = await _store.TryReadAsync<PairState>(name, cancellationToken);
            PairState before = standing?.Value ?? PairState.Initial;
            PairState after = change(before);
            if (after == before)
            {
                return before;
            }

            after = after with { UpdatedAt = _clock.GetUtcNow() };
            try
            {
                await _store.WriteAsync(
                    name, after, standing is null ? BlobCondition.Absent : BlobCondition.Unchanged(standing.ETag), null, cancellationToken);
                return after;
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Another writer, or our own write whose answer was lost: the next look tells.
            }
        }
    }
}
