using AmlDr.Core.Policies;

namespace AmlDr.Azure.Policies;

/// <summary>What a policy file says.</summary>
/// <param name="Policy">The policy; the defaults where there are faults.</param>
/// <param name="Faults">Everything that is wrong with the file, in the order of the file; empty for a sound one.</param>
public sealed record PolicyReading(PairPolicy Policy, IReadOnlyList<PolicyFault> Faults);
