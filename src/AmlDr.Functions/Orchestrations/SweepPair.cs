using AmlDr.Azure.Sweeping;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Sweeping;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Compares both sides of a pair, kind by kind and page by page, has mirrored what differs, and then looks after what the primary has deleted. It
/// alone reaches the state that events reach sooner. Pages go on being compared while the assets of earlier ones are mirrored.
/// </summary>
public static class SweepPair
{
    // This many parts of work lists share the work at once.
    private const int ParallelBatches = 4;

    // Comparing waits while this many parts lie ready: what was compared an hour ago says little.
    private const int MostReadyParts = 40;

    // The history starts anew after this many pages and batches, so that it stays small however large the workspace is.
    private const int StepsPerHistory = 60;

    // More than these would not fit into a message; they are waited for.
    private const int MostStragglers = 100;

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="SweepInput"/>.</param>
    /// <returns>What the sweep did.</returns>
    [Function(nameof(SweepPair))]
    public static async Task<SweepSummary> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SweepInput input = context.GetInput<SweepInput>()!;

        // On the way back nothing is deleted, and jobs stay where they run.
        bool isBack = Pair.IsNameOfBack(input.Pair);
        Task jobs = input.Progress is null && !isBack ? BesideAssets.CaptureJobsAsync(context, input.Pair) : Task.CompletedTask;
        Task letters = input.Progress is null && !isBack ? BesideAssets.DrainDeadLettersAsync(context, input.Pair) : Task.CompletedTask;
        SweepProgress progress = await MirrorAsync(context, input, input.Progress ?? await BeginAsync(context, input.Pair));
        await jobs;
        await letters;
        if (progress.IsComparing || progress.Waiting.Count > 0)
        {
            context.ContinueAsNew(input with { Progress = progress });
            return progress.Summary;
        }

        progress = await WaitForStragglersAsync(context, input.Pair, progress);
        SweepSummary summary = isBack ? progress.Summary : await DeleteAsync(context, input, progress.Summary);
        await BesideAssets.MirrorNotebooksAsync(context, input.Pair);
        summary = summary with { EndedAt = context.CurrentUtcDateTime };
        context.SetCustomStatus(summary);
        await context.CallActivityAsync(
            nameof(CompleteManifest),
            new CompleteManifestInput(
                input.Pair, summary.SweepId, summary.Kinds.Where(kind => kind.IsCompared).ToDictionary(kind => kind.Kind, kind => kind.ManifestPages)),
            RetryPolicies.ControlStore);
        await context.CallActivityAsync(nameof(RecordSweep), new RecordSweepInput(input.Pair, summary), RetryPolicies.ControlStore);
        await context.CallActivityAsync(nameof(DeleteWorkLists), input.Pair, RetryPolicies.ControlStore);
        return summary;
    }

    private static async Task<SweepProgress> BeginAsync(TaskOrchestrationContext context, string pair)
    {
        IReadOnlyList<string> kinds = (await context.CallActivityAsync<IReadOnlyList<string>>(nameof(ListKinds), pair))!;
        var summary = new SweepSummary
        {
            SweepId = context.NewGuid().ToString("N"), StartedAt = context.CurrentUtcDateTime, Kinds = [.. kinds.Select(kind => new KindSweep(kind))],
        };
        return new SweepProgress(summary, 0, 0, null, [], []);
    }

    // Returns when all is compared and mirrored, or when the history is long enough; never while something runs.
    private static async Task<SweepProgress> MirrorAsync(TaskOrchestrationContext context, SweepInput input, SweepProgress progress)
    {
        Task<SweepPage>? comparing = null;
        var batches = new List<Task<SweepBatchResult>>();
        for (int steps = 0; ;)
        {
            context.SetCustomStatus(progress.Summary);
            if (steps < StepsPerHistory && comparing is null && progress.IsComparing
                && progress.Waiting.Sum(work => work.Parts - work.Part) < MostReadyParts)
            {
                comparing = CompareAsync(context, input, progress);
                steps++;
            }

            for (; steps < StepsPerHistory && batches.Count < ParallelBatches && progress.Waiting.Count > 0; steps++)
            {
                progress = progress.Take(out WaitingWork work);
                batches.Add(MirrorAsync(context, new SweepBatchInput(input.Pair, work.List, work.Part, [])));
            }

            Task[] running = comparing is null ? [.. batches] : [.. batches, comparing];
            if (running.Length == 0)
            {
                return progress;
            }

            await Task.WhenAny(running);
            if (comparing is { IsCompleted: true })
            {
                progress = progress.Add(await comparing);
                comparing = null;
            }

            foreach (Task<SweepBatchResult> batch in batches.Where(batch => batch.IsCompleted).ToArray())
            {
                batches.Remove(batch);
                progress = progress.Add(await batch);
            }

            if (progress.Stragglers.Count > MostStragglers)
            {
                progress = await WaitForStragglersAsync(context, input.Pair, progress);
            }
        }
    }

    private static Task<SweepPage> CompareAsync(TaskOrchestrationContext context, SweepInput input, SweepProgress progress)
    {
        KindSweep kind = progress.Summary.Kinds[progress.KindIndex];
        return context.CallActivityAsync<SweepPage>(
            nameof(CompareContainers),
            new CompareContainersInput(
                input.Pair, kind.Kind, progress.Summary.SweepId, progress.PageNumber, kind.ManifestPages, progress.ContinuationToken, input.RetryFailed),
            RetryPolicies.Transient);
    }

    private static Task<SweepBatchResult> MirrorAsync(TaskOrchestrationContext context, SweepBatchInput batch) =>
        context.CallSubOrchestratorAsync<SweepBatchResult>(nameof(SweepBatch), batch);

    private static async Task<SweepProgress> WaitForStragglersAsync(TaskOrchestrationContext context, string pair, SweepProgress progress)
    {
        if (progress.Stragglers.Count == 0)
        {
            return progress;
        }

        SweepBatchResult result = await MirrorAsync(context, new SweepBatchInput(pair, null, 0, progress.Stragglers));
        return (progress with { Stragglers = [] }).Add(result);
    }

    private static async Task<SweepSummary> DeleteAsync(TaskOrchestrationContext context, SweepInput input, SweepSummary summary)
    {
        KindSweep[] compared = [.. summary.Kinds.Where(kind => kind.IsCompared)];
        SweepDeletionsResult deletions = (await context.CallSubOrchestratorAsync<SweepDeletionsResult>(
            nameof(SweepDeletions),
            new SweepDeletionsInput(
                input.Pair, summary.SweepId, summary.StartedAt, compared, compared.Length == summary.Kinds.Count, input.ConfirmDeletions)))!;
        summary = deletions.Recorded.Aggregate(
            summary, (sum, kind) => sum.With(kind.Key, one => one with { SourceDeleted = one.SourceDeleted + kind.Value }));
        return deletions.Finding is null ? summary : summary with { Findings = [.. summary.Findings, deletions.Finding] };
    }
}
