using AmlDr.Azure.Audits;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Counts the extra assets that were treated as the policy's deletions say.</summary>
/// <param name="repairer">Does it.</param>
public sealed class CountRemoved(AuditRepairer repairer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The number.</returns>
    [Function(nameof(CountRemoved))]
    public Task<int> RunAsync([ActivityTrigger] RepairStageInput input, CancellationToken cancellationToken) =>
        repairer.CountRemovedAsync(input.Pair, input.AuditId, input.Stage, cancellationToken);
}
