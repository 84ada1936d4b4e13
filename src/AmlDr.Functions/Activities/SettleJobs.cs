using AmlDr.Azure.Jobs;
using AmlDr.Functions.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Finds out about captured jobs that the lists did not show, and removes what ended a day ago.</summary>
/// <param name="capturer">Does it.</param>
public sealed class SettleJobs(JobCapturer capturer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The pass.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The number of jobs that were found to have ended.</returns>
    [Function(nameof(SettleJobs))]
    public Task<int> RunAsync([ActivityTrigger] JobPassInput input, CancellationToken cancellationToken) =>
        capturer.SettleAsync(input.Pair, input.PassId, input.PageCount, cancellationToken);
}
