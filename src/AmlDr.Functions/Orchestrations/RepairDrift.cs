using AmlDr.Azure.Audits;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Audits;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Audits;
using AmlDr.Functions.Sweeping;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Repairs what an audit found: has mirrored what is missing or differs, kind by kind so that what others depend on comes first, and then looks after
/// what the primary has deleted, under the same guard as a sweep.
/// </summary>
public static class RepairDrift
{
    private const int ParallelBatches = 4;

    // The history starts anew after this many parts of work lists.
    private const int PartsPerHistory = 40;

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="RepairInput"/>.</param>
    /// <returns>What was done.</returns>
    [Function(nameof(RepairDrift))]
    public static async Task<AuditRepair> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        RepairInput input = context.GetInput<RepairInput>()!;
        for (int parts = 0; input.KindIndex < input.Stages.Count;)
        {
            if (parts >= PartsPerHistory)
            {
                context.ContinueAsNew(input);
                return input.Done;
            }

            input = input.Parts is null ? await PrepareAsync(context, input) : input;
            int end = Math.Min(input.Parts!.Value, input.Part + PartsPerHistory - parts);
            parts += Math.Max(1, end - input.Part);
            input = await MirrorAsync(context, input, end);
            if (end == input.Parts)
            {
                input = await WaitForStragglersAsync(context, input);
                input = input with { KindIndex = input.KindIndex + 1, Parts = null, Part = 0 };
            }
        }

        return await DeleteAsync(context, input);
    }

    private static async Task<RepairInput> PrepareAsync(TaskOrchestrationContext context, RepairInput input)
    {
        AuditStage stage = input.Stages[input.KindIndex];
        if (stage.Counts.Drift + stage.Counts.Error == 0)
        {
            return input with { Parts = 0 };
        }

        RepairPrepared prepared = (await context.CallActivityAsync<RepairPrepared>(
            nameof(PrepareRepair), new RepairStageInput(input.Pair, input.AuditId, stage), RetryPolicies.ControlStore))!;
        return input with
        {
            Parts = WorkListStore.Parts(prepared.Listed),
            Done = input.Done with { Asked = input.Done.Asked + prepared.Listed, Left = input.Done.Left + prepared.Left },
        };
    }

    private static async Task<RepairInput> MirrorAsync(TaskOrchestrationContext context, RepairInput input, int end)
    {
        string list = AuditRepairer.ListName(input.Pair, input.AuditId, input.Stages[input.KindIndex].Counts.Kind);
        var batches = new List<Task<SweepBatchResult>>();
        await SlidingWindow.RunAsync(Enumerable.Range(input.Part, end - input.Part), ParallelBatches, part =>
        {
            Task<SweepBatchResult> batch = context.CallSubOrchestratorAsync<SweepBatchResult>(nameof(SweepBatch), new SweepBatchInput(input.Pair, list, part, []));
            batches.Add(batch);
            return batch;
        });
        foreach (Task<SweepBatchResult> batch in batches)
        {
            input = Add(input, await batch);
        }

        return input with { Part = end };
    }

    private static async Task<RepairInput> WaitForStragglersAsync(TaskOrchestrationContext context, RepairInput input)
    {
        if (input.Stragglers.Count == 0)
        {
            return input;
        }

        SweepBatchResult result = await context.CallSubOrchestratorAsync<SweepBatchResult>(
            nameof(SweepBatch), new SweepBatchInput(input.Pair, null, 0, input.Stragglers));
        return Add(input with { Stragglers = [] }, result);
    }

    private static RepairInput Add(RepairInput input, SweepBatchResult batch) => input with
    {
        Stragglers = [.. input.Stragglers, .. batch.Stragglers],
        Done = batch.Counts.Values.Aggregate(input.Done, (done, counts) => done with
        {
            Mirrored = done.Mirrored + counts.Mirrored,
            Mended = done.Mended + counts.Mirrored,
            Skipped = done.Skipped + counts.Skipped,
            Refused = done.Refused + counts.Refused,
            Failed = done.Failed + counts.Failed,
        }),
    };

    private static async Task<AuditRepair> DeleteAsync(TaskOrchestrationContext context, RepairInput input)
    {
        AuditStage[] extras = [.. input.Stages.Where(stage => stage.Counts.Extra > 0)];
        if (extras.Length == 0)
        {
            return input.Done;
        }

        if (!input.CanTellDeletions)
        {
            return input.Done with { Guard = "not everything could be compared with the primary itself, so it is not known what was deleted there." };
        }

        SweepDeletionsResult deletions = (await context.CallSubOrchestratorAsync<SweepDeletionsResult>(
            nameof(SweepDeletions),
            new SweepDeletionsInput(
                input.Pair, input.AuditId, input.StartedAt,
                [.. input.Stages.Select(stage => new KindSweep(stage.Counts.Kind) { IsCompared = true, ManifestPages = stage.Chunks.Manifest })], true, false)))!;
        AuditRepair done = input.Done with { Guard = deletions.Finding?.Message };
        foreach (AuditStage stage in extras)
        {
            int removed = await context.CallActivityAsync<int>(
                nameof(CountRemoved), new RepairStageInput(input.Pair, input.AuditId, stage), RetryPolicies.ControlStore);
            done = done with { Removed = done.Removed + removed, Mended = done.Mended + removed };
        }

        return done;
    }
}
