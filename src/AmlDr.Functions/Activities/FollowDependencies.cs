using AmlDr.Azure.Audits;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Follows what stands in the secondary to everything that it needs there.</summary>
/// <param name="auditor">Does it.</param>
public sealed class FollowDependencies(ClosureAuditor auditor)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(FollowDependencies))]
    public Task<ClosureResult> RunAsync([ActivityTrigger] FollowDependenciesInput input, CancellationToken cancellationToken) =>
        auditor.FollowAsync(input.Pair, input.AuditId, input.Stages, cancellationToken);
}
