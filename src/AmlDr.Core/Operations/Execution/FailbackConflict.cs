using AmlDr.Core.Assets;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Operations.Execution;

/// <summary>A version that both sides hold with different content when the way back begins.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="ImmutableFields">The fields that differ and cannot be changed once a version exists; empty when all can.</param>
/// <param name="ChangeableFields">The fields that differ and can be changed.</param>
public sealed record FailbackConflict(AssetId Asset, IReadOnlyList<string> ImmutableFields, IReadOnlyList<string> ChangeableFields)
{
    /// <summary>Decides what becomes of it.</summary>
    /// <param name="rule">The policy's rule.</param>
    /// <returns>What is done. What cannot be changed is never written over, whatever the rule.</returns>
    public FailbackDecision Decide(FailbackConflicts rule) => rule switch
    {
        FailbackConflicts.PreferSecondary when ImmutableFields.Count == 0 => FailbackDecision.TakeSecondary,
        FailbackConflicts.PreferPrimary => FailbackDecision.KeepPrimary,
        _ => FailbackDecision.LeaveBoth,
    };
}
