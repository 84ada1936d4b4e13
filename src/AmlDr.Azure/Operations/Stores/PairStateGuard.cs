using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;

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

    /// <summary>Says whether a reason is that of a write that was refused because the roles had changed.</summary>
    /// <param name="reason">The reason; null for none.</param>
    /// <returns>True when it is.</returns>
    public static bool IsRefusal(AssetReason? reason) => reason?.Message.StartsWith(Code, StringComparison.Ordinal) == true;

    /// <summary>Reads the generation under which a mirroring begins.</summary>
    /// <param name="pair">The name of a pair, or of its way back.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The generation; null when nothing is mirrored in that direction now.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<long?> TryBeginAsync(string pair, CancellationToken cancellationToken)
    {
        PairState state = await _states.GetAsync(Pair.BaseNameOf(pair), cancellationToken);
        return state.MirrorDirection == DirectionOf(pair) ? state.Generation : null;
    }

    /// <summary>Lets a write of the mirror pass, or refuses it.</summary>
    /// <param name="pair">The name of a pair, or of its way back.</param>
    /// <param name="generation">The generation under which the mirroring began.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the write may be made.</returns>
    /// <exception cref="RefusedException">The roles have changed since, or nothing is mirrored in that direction now.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task EnsureAsync(string pair, long generation, CancellationToken cancellationToken)
    {
        PairState state = await _states.GetAsync(Pair.BaseNameOf(pair), cancellationToken);
        if (state.MirrorDirection != DirectionOf(pair) || state.Generation != generation)
        {
            throw new RefusedException(
                $"{Code}: the pair '{Pair.BaseNameOf(pair)}' is at generation {state.Generation}, direction {state.MirrorDirection}, and this write began "
                + $"at generation {generation}, direction {DirectionOf(pair)}. The next sweep under the new roles looks at the asset again.");
        }
    }

    private static MirrorDirection DirectionOf(string pair) => Pair.IsNameOfBack(pair) ? MirrorDirection.Reverse : MirrorDirection.Forward;
}
