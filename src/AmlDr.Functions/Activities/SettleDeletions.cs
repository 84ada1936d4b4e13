using AmlDr.Azure.Sweeping;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Takes a finding about deletions back, after what an operator has confirmed is done.</summary>
/// <param name="judge">Does it.</param>
public sealed class SettleDeletions(DeletionJudge judge)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the finding is gone.</returns>
    [Function(nameof(SettleDeletions))]
    public Task RunAsync([ActivityTrigger] string pair, CancellationToken cancellationToken) => judge.SettleAsync(pair, cancellationToken);
}
