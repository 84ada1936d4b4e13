using AmlDr.Azure.Audits;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="FollowDependencies"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="AuditId">The audit.</param>
/// <param name="Stages">What was found of each kind that could be compared.</param>
public sealed record FollowDependenciesInput(string Pair, string AuditId, IReadOnlyList<AuditStage> Stages);
