using AmlDr.Azure.Events;
using AmlDr.Azure.Notebooks;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Jobs;
using AmlDr.Functions.Notebooks;
using AmlDr.Functions.Telemetry;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>What a sweep looks after besides assets. Whatever becomes of it, the sweep goes on: each keeps a report of its own.</summary>
internal static class BesideAssets
{
    /// <summary>Keeps the jobs that have not ended. Cheap, and what it misses is lost with the primary: a sweep does it while it begins.</summary>
    /// <param name="context">The sweep's context.</param>
    /// <param name="pair">The pair's name.</param>
    /// <returns>When it has ended, well or not.</returns>
    public static Task CaptureJobsAsync(TaskOrchestrationContext context, string pair) =>
        RunAsync(context, pair, context.CallSubOrchestratorAsync<JobCounts>(nameof(CaptureJobs), new CaptureJobsInput(pair)), nameof(CaptureJobs));

    /// <summary>Takes up the events that Event Grid could not deliver. What they name is mirrored beside the sweep.</summary>
    /// <param name="context">The sweep's context.</param>
    /// <param name="pair">The pair's name.</param>
    /// <returns>When it has ended, well or not.</returns>
    public static Task DrainDeadLettersAsync(TaskOrchestrationContext context, string pair) => RunAsync(
        context, pair, context.CallActivityAsync<DeadLetterDrain?>(nameof(DrainDeadLetters), pair, RetryPolicies.Transient), nameof(DrainDeadLetters));

    /// <summary>Brings the notebooks over. Their first copy may take long: a sweep does it last.</summary>
    /// <param name="context">The sweep's context.</param>
    /// <param name="pair">The pair's name.</param>
    /// <returns>When it has ended, well or not.</returns>
    public static Task MirrorNotebooksAsync(TaskOrchestrationContext context, string pair) => RunAsync(
        context, pair, context.CallSubOrchestratorAsync<NotebookReport?>(nameof(MirrorNotebooks), new MirrorNotebooksInput(pair)), nameof(MirrorNotebooks));

    private static async Task RunAsync(TaskOrchestrationContext context, string pair, Task work, string what)
    {
        try
        {
            await work;
        }
        catch (TaskFailedException exception)
        {
            context.CreateReplaySafeLogger(nameof(SweepPair)).SweepPartFailed(pair, what, exception.FailureDetails.ErrorMessage);
        }
    }
}
