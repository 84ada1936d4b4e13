using AmlDr.Azure.Notebooks;
using AmlDr.Core.Ledger;
using AmlDr.Core.Notebooks;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Notebooks;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Brings the notebooks' file share to the secondary: compare the listings, copy what differs, record. It ends well also when files could not be
/// copied, with the reasons in its report: a sweep goes on without it, and the next one tries again.
/// </summary>
public static class MirrorNotebooks
{
    private const int ParallelUnits = 4;

    // The history starts anew after this many shares of work.
    private const int UnitsPerHistory = 100;

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="MirrorNotebooksInput"/>.</param>
    /// <returns>How the notebooks stand; null while it goes on under a new history.</returns>
    [Function(nameof(MirrorNotebooks))]
    public static async Task<NotebookReport?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        MirrorNotebooksInput input = context.GetInput<MirrorNotebooksInput>()!;
        string passId = input.Progress?.PassId ?? context.NewGuid().ToString("N");
        DateTimeOffset startedAt = input.Progress?.StartedAt ?? context.CurrentUtcDateTime;
        NotebooksProgress? progress = input.Progress;
        if (progress is null)
        {
            (NotebookComparison? found, AssetReason? reason) = await CompareAsync(context, new NotebookUnitInput(input.Pair, passId));
            if (found is null)
            {
                return await RecordAsync(context, new RecordNotebooksInput(input.Pair, passId, startedAt, null, new NotebookCounts(), reason));
            }

            progress = new NotebooksProgress(passId, startedAt, found, 0, found.Failures);
        }

        ShowProgress(context, progress);
        progress = await CopyAsync(context, input.Pair, progress);
        if (progress.NextUnit < progress.Comparison.UnitCount)
        {
            context.ContinueAsNew(input with { Progress = progress });
            return null;
        }

        await CleanAsync(context, new NotebookUnitInput(input.Pair, passId));
        return await RecordAsync(context, new RecordNotebooksInput(input.Pair, passId, startedAt, progress.Comparison, progress.Counts));
    }

    // Without the failures one by one: a custom status may take 16 KB.
    private static void ShowProgress(TaskOrchestrationContext context, NotebooksProgress progress) => context.SetCustomStatus(progress with
    {
        Comparison = progress.Comparison with { Failures = new NotebookCounts() },
        Counts = progress.Counts with { Failures = [] },
    });

    private static async Task<(NotebookComparison? Found, AssetReason? Reason)> CompareAsync(TaskOrchestrationContext context, NotebookUnitInput pass)
    {
        try
        {
            NotebookComparison? found = await context.CallActivityAsync<NotebookComparison?>(nameof(CompareNotebooks), pass, RetryPolicies.Transient);
            return (found, found is null ? NotebookReasons.NotCopied : null);
        }
        catch (TaskFailedException exception)
        {
            return (null, FailureReasons.From(exception.FailureDetails).Reason);
        }
    }

    private static async Task<NotebooksProgress> CopyAsync(TaskOrchestrationContext context, string pair, NotebooksProgress progress)
    {
        int end = Math.Min(progress.NextUnit + UnitsPerHistory, progress.Comparison.UnitCount);
        await SlidingWindow.RunAsync(Enumerable.Range(progress.NextUnit, end - progress.NextUnit), ParallelUnits, async unit =>
        {
            NotebookCounts counts = await CopyUnitAsync(context, new NotebookUnitInput(pair, progress.PassId, unit));
            progress = progress with { Counts = progress.Counts.Add(counts) };
            ShowProgress(context, progress);
        });
        return progress with { NextUnit = end };
    }

    // What of a share of work still fails after its retries is not known file by file; the next comparison finds it again.
    private static async Task<NotebookCounts> CopyUnitAsync(TaskOrchestrationContext context, NotebookUnitInput unit)
    {
        try
        {
            return await context.CallActivityAsync<NotebookCounts>(nameof(CopyNotebooks), unit, RetryPolicies.Transient);
        }
        catch (TaskFailedException exception)
        {
            AssetReason reason = FailureReasons.From(exception.FailureDetails).Reason;
            return new NotebookCounts { Failed = 1, Failures = [new NotebookFailure($"(share of work {unit.Unit})", reason.Code, reason.Message)] };
        }
    }

    // What is left behind costs room, not correctness; the next pass tries again.
    private static async Task CleanAsync(TaskOrchestrationContext context, NotebookUnitInput pass)
    {
        try
        {
            await context.CallActivityAsync(nameof(CleanNotebooks), pass, RetryPolicies.Transient);
        }
        catch (TaskFailedException exception)
        {
            context.CreateReplaySafeLogger(nameof(MirrorNotebooks)).NotebooksNotCleaned(pass.Pair, exception.FailureDetails.ErrorMessage);
        }
    }

    private static Task<NotebookReport> RecordAsync(TaskOrchestrationContext context, RecordNotebooksInput record) =>
        context.CallActivityAsync<NotebookReport>(nameof(RecordNotebooks), record, RetryPolicies.ControlStore);
}
