using AmlDr.Azure.Jobs;
using AmlDr.Functions.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Looks at one page of the primary's jobs and keeps those that have not ended.</summary>
/// <param name="capturer">Does it.</param>
public sealed class CaptureJobPage(JobCapturer capturer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The page.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was found; null when the policy wants no jobs kept.</returns>
    [Function(nameof(CaptureJobPage))]
    public Task<JobPage?> RunAsync([ActivityTrigger] CaptureJobPageInput input, CancellationToken cancellationToken) =>
        capturer.CapturePageAsync(input.Pair, input.PassId, input.PageNumber, input.ContinuationToken, input.Listing, cancellationToken);
}
