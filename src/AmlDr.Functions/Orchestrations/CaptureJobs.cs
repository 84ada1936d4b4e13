using AmlDr.Azure.Jobs;
using AmlDr.Core.Jobs;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Jobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Keeps the specifications of the primary's jobs that have not ended, page by page, so that a failover can submit them again. It ends well also
/// when it fails, with the reason in its outcome: a sweep goes on without it.
/// </summary>
public static class CaptureJobs
{
    // The history starts anew after this many pages.
    private const int PagesPerHistory = 50;

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="CaptureJobsInput"/>.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(CaptureJobs))]
    public static async Task<JobCounts> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        CaptureJobsInput input = context.GetInput<CaptureJobsInput>()!;
        CaptureJobsProgress progress = input.Progress
            ?? new CaptureJobsProgress(context.NewGuid().ToString("N"), context.CurrentUtcDateTime, new JobListing(), new JobCounts());
        try
        {
            for (int pages = 0; pages < PagesPerHistory; pages++)
            {
                JobPage? page = await context.CallActivityAsync<JobPage?>(
                    nameof(CaptureJobPage),
                    new CaptureJobPageInput(input.Pair, progress.PassId, progress.PageCount, progress.ContinuationToken, progress.Listing),
                    RetryPolicies.Transient);
                if (page is null)
                {
                    return progress.Counts;
                }

                progress = progress.Add(page);
                if (progress.ContinuationToken is null)
                {
                    return await EndAsync(context, input.Pair, progress);
                }
            }
        }
        catch (TaskFailedException exception)
        {
            JobCounts failed = progress.Counts with { Failure = FailureReasons.From(exception.FailureDetails).Reason };
            await RecordAsync(context, input.Pair, progress, failed);
            return failed;
        }

        context.ContinueAsNew(input with { Progress = progress });
        return progress.Counts;
    }

    private static async Task<JobCounts> EndAsync(TaskOrchestrationContext context, string pair, CaptureJobsProgress progress)
    {
        int ended = await context.CallActivityAsync<int>(
            nameof(SettleJobs), new JobPassInput(pair, progress.PassId, progress.PageCount, progress.StartedAt, progress.Counts), RetryPolicies.Transient);
        JobCounts counts = progress.Counts with { Ended = progress.Counts.Ended + ended };
        await RecordAsync(context, pair, progress, counts);
        return counts;
    }

    private static Task RecordAsync(TaskOrchestrationContext context, string pair, CaptureJobsProgress progress, JobCounts counts) =>
        context.CallActivityAsync(
            nameof(RecordJobPass), new JobPassInput(pair, progress.PassId, progress.PageCount, progress.StartedAt, counts), RetryPolicies.ControlStore);
}
