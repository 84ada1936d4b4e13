using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>The lease of a pair: at most one operation holds it. It stands in the pair's state and is taken and given back under its condition.</summary>
public sealed class PairLease
{
    /// <summary>How long a lease is believed whose operation shows no orchestration: the one may be about to start.</summary>
    public static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private readonly PairStateStore _states;
    private readonly OperationStore _operations;
    private readonly TimeProvider _clock;

    /// <summary>Creates the lease.</summary>
    /// <param name="states">The pairs' states.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="clock">The clock.</param>
    public PairLease(PairStateStore states, OperationStore operations, TimeProvider clock)
    {
        _states = states;
        _operations = operations;
        _clock = clock;
    }

    /// <summary>Takes the lease, also from an operation that has ended without giving it back.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="operation">The operation that takes it.</param>
    /// <param name="hasStopped">Says of another operation whether its orchestration has ended (true), works (false) or is not known (null).</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The pair's state: <see cref="PairState.OperationId"/> is the operation's when it holds the lease, else the other one's.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<PairState> TakeAsync(
        string pair, string operation, Func<string, CancellationToken, Task<bool?>> hasStopped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hasStopped);
        PairState state = await _states.GetAsync(pair, cancellationToken);
        string? stale = state.OperationId is { } other && other != operation && await IsStaleAsync(state, other, hasStopped, cancellationToken) ? other : null;
        return await _states.UpdateAsync(
            pair, standing => standing.OperationId is null || standing.OperationId == stale ? standing with { OperationId = operation } : standing,
            cancellationToken);
    }

    /// <summary>Gives the lease back.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="operation">The operation; when it does not hold the lease nothing happens.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is free.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task ReleaseAsync(string pair, string operation, CancellationToken cancellationToken) =>
        _states.UpdateAsync(pair, state => state.OperationId == operation ? state with { OperationId = null } : state, cancellationToken);

    private async Task<bool> IsStaleAsync(
        PairState state, string operation, Func<string, CancellationToken, Task<bool?>> hasStopped, CancellationToken cancellationToken) =>
        await _operations.TryGetAsync(operation, cancellationToken) is { HasEnded: true }
        || (await hasStopped(operation, cancellationToken) ?? _clock.GetUtcNow() - state.UpdatedAt > StartPatience);
}
