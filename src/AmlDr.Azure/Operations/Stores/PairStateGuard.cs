using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>Stands before every write of the mirror: a change of roles or direction is visible to it at once.</summary>
public sealed class PairStateGuard
{
    /// <summary>The word by which messages of refused writes begin.</summary>
    public const string Code = "RoleChanged";

    private readonly PairStateStore _states;

    /// <summary>Creates a guard.</summary>
    /// <param name="states">The pairs' states.</param>
    public PairStateGuard(PairStateStore states) => _states = states;

    /// <summary>Reads the generation under which a mirroring begins.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The generation; null when nothing is mirrored forward now.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<long?> TryBeginAsync(string pair, CancellationToken cancellationToken)
    {
        PairState state = await _states.GetAsync(pair, cancellationToken);
        return state.MirrorDirection == MirrorDirection.Forward ? state.Generation : null;
    }

    /// <summary>Lets a write to the secondary pass, or refuses it.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="generation">The generation under which the mirroring began.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the write may be made.</returns>
    /// <exception cref="RefusedException">The roles have changed since, or nothing is mirrored forward now.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task EnsureAsync(string pair, long generation, CancellationToken cancellationToken) =>
        EnsureAsync(pair, generation, MirrorDirection.Forward, cancellationToken);

    /// <summary>Lets a write of the mirror in a given direction pass, or refuses it.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="generation">The generation under which the mirroring began.</param>
    /// <param name="direction">The direction in which it writes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the write may be made.</returns>
    /// <exception cref="RefusedException">The roles have changed since, or nothing is mirrored in the direction now.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task EnsureAsync(string pair, long generation, MirrorDirection direction, CancellationToken cancellationToken)
    {
        PairState state = await _states.GetAsync(pair, cancellationToken);
        if (state.MirrorDirection != direction || state.Generation != generation)
        {
            throw new RefusedException(
                $"{Code}: the pair '{pair}' is at generation {state.Generation}, direction {state.MirrorDirection}, and this write began at generation "
                + $"{generation}, direction {direction}. The next sweep under the new roles looks at the asset again.");
        }
    }
}
