using AmlDr.Azure.Sweeping;
using AmlDr.Core.Ledger;

namespace AmlDr.Functions.Sweeping;

/// <summary>How many assets ended in which state.</summary>
/// <param name="Mirrored">The secondary holds them.</param>
/// <param name="Skipped">They take no part.</param>
/// <param name="Refused">An operator must decide.</param>
/// <param name="Failed">A later sweep tries them again.</param>
public sealed record SweepCounts(int Mirrored = 0, int Skipped = 0, int Refused = 0, int Failed = 0)
{
    /// <summary>Counts one more.</summary>
    /// <param name="state">The state in which it ended.</param>
    /// <returns>The new counts.</returns>
    public SweepCounts Add(AssetState state) => state switch
    {
        AssetState.Mirrored => this with { Mirrored = Mirrored + 1 },
        AssetState.Skipped => this with { Skipped = Skipped + 1 },
        AssetState.Refused => this with { Refused = Refused + 1 },
        _ => this with { Failed = Failed + 1 },
    };

    /// <summary>Adds the counts to what is said of a kind.</summary>
    /// <param name="kind">What is said.</param>
    /// <returns>What is said then.</returns>
    public KindSweep AddTo(KindSweep kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind with
        {
            Mirrored = kind.Mirrored + Mirrored,
            Skipped = kind.Skipped + Skipped,
            Refused = kind.Refused + Refused,
            Failed = kind.Failed + Failed,
        };
    }
}
