using AmlDr.Azure.Sweeping;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Sweeping;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Compares both sides of a pair, kind by kind and page by page, and has mirrored what differs. It alone reaches the state that events reach sooner.
/// </summary>
public static class SweepPair
{
    // Pages go on being compared while the assets of earlier ones are mirrored; this many pages share the work at once.
    private const int ParallelPages = 4;

    // The history starts anew after this many pages, so that it stays small however large the workspace is.
    private const int PagesPerHistory = 20;

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="SweepInput"/>.</param>
    /// <returns>What the sweep did.</returns>
    [Function(nameof(SweepPair))]
    public static async Task<SweepSummary> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SweepInput input = context.GetInput<SweepInput>()!;
        SweepProgress progress = input.Progress ?? Begin(context);
        context.SetCustomStatus(progress);
        IReadOnlyList<string> kinds = (await context.CallActivityAsync<IReadOnlyList<string>>(nameof(ListKinds), input.Pair))!;
        var batches = new List<Task<SweepCounts>>();
        for (int pages = 0; progress.KindIndex < kinds.Count && pages < PagesPerHistory; pages++)
        {
            SweepPage page = await context.CallActivityAsync<SweepPage>(
                nameof(CompareContainers),
                new CompareContainersInput(
                    input.Pair, kinds[progress.KindIndex], progress.Summary.SweepId, progress.PageNumber, progress.ContinuationToken),
                RetryPolicies.Transient);
            progress = Advance(progress, page);
            if (page.WorkList is not null)
            {
                batches.Add(context.CallSubOrchestratorAsync<SweepCounts>(
                    nameof(SweepBatch), new SweepBatchInput(input.Pair, page.WorkList, 0, new SweepCounts())));
            }

            progress = await CollectAsync(progress, batches);
            if (batches.Count >= ParallelPages)
            {
                await Task.WhenAny(batches);
                progress = await CollectAsync(progress, batches);
            }

            context.SetCustomStatus(progress);
        }

        await Task.WhenAll(batches);
        progress = await CollectAsync(progress, batches);
        context.SetCustomStatus(progress);
        if (progress.KindIndex < kinds.Count)
        {
            context.ContinueAsNew(input with { Progress = progress });
            return progress.Summary;
        }

        SweepSummary summary = progress.Summary with { EndedAt = context.CurrentUtcDateTime };
        await context.CallActivityAsync(nameof(RecordSweep), new RecordSweepInput(input.Pair, summary), RetryPolicies.ControlStore);
        return summary;
    }

    private static SweepProgress Begin(TaskOrchestrationContext context) => new(
        new SweepSummary { SweepId = context.NewGuid().ToString("N"), StartedAt = context.CurrentUtcDateTime }, 0, 0, null);

    private static SweepProgress Advance(SweepProgress progress, SweepPage page)
    {
        SweepSummary summary = progress.Summary with
        {
            Seen = progress.Summary.Seen + page.Seen,
            Differing = progress.Summary.Differing + page.Differing,
        };
        return page.ContinuationToken is null
            ? new SweepProgress(summary, progress.KindIndex + 1, 0, null)
            : new SweepProgress(summary, progress.KindIndex, progress.PageNumber + 1, page.ContinuationToken);
    }

    private static async Task<SweepProgress> CollectAsync(SweepProgress progress, List<Task<SweepCounts>> batches)
    {
        foreach (Task<SweepCounts> batch in batches.Where(batch => batch.IsCompletedSuccessfully).ToArray())
        {
            batches.Remove(batch);
            progress = progress with { Summary = (await batch).AddTo(progress.Summary) };
        }

        return progress;
    }
}
