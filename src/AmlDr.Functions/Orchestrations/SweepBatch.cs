using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Sweeping;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Has the assets of one part of a work list mirrored, a set number at a time, and counts how they end. The assets' own orchestrations do the work
/// and send word; an asset that somebody else has asked for meanwhile is not mirrored twice. What takes long is handed back, so that it holds up
/// nobody.
/// </summary>
public static class SweepBatch
{
    private const int Window = 16;

    // Nothing has ended for so long: what is under way is large. Its word goes on counting while the batch lasts.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Word can be missed by a hair when an orchestration ends as it is asked; asking again costs two reads.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="SweepBatchInput"/>.</param>
    /// <returns>How the assets ended.</returns>
    [Function(nameof(SweepBatch))]
    public static async Task<SweepBatchResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SweepBatchInput input = context.GetInput<SweepBatchInput>()!;
        IReadOnlyList<SweepWorkItem> items = input.WorkList is null
            ? input.Stragglers
            : (await context.CallActivityAsync<IReadOnlyList<SweepWorkItem>>(
                nameof(ReadWork), new ReadWorkInput(input.WorkList, input.Part), RetryPolicies.ControlStore))!;
        var waiting = new Queue<SweepWorkItem>(items);
        var asked = new Dictionary<AssetId, SweepWorkItem>();
        var stragglers = new Dictionary<AssetId, SweepWorkItem>();
        var counts = new SortedDictionary<string, SweepCounts>(StringComparer.Ordinal);
        var failed = new List<SweepWorkItem>();
        while (waiting.Count + asked.Count > 0)
        {
            var next = new List<SweepWorkItem>();
            while (asked.Count < Window && waiting.TryDequeue(out SweepWorkItem? item))
            {
                asked[item.Asset] = item;
                next.Add(item);
            }

            await RequestAsync(context, input.Pair, next);
            MirrorOutcome? outcome = await ReceiveAsync(context, input.WorkList is null ? AskAgainAfter : Patience);
            if (outcome is not null)
            {
                Count(outcome, asked, stragglers, counts, failed);
            }
            else if (input.WorkList is null)
            {
                await RequestAsync(context, input.Pair, asked.Values);
            }
            else
            {
                HandOver(asked, stragglers);
            }
        }

        if (failed.Count > 0)
        {
            await context.CallActivityAsync(nameof(NoteFailures), new NoteFailuresInput(input.Pair, failed), RetryPolicies.ControlStore);
        }

        return new SweepBatchResult(counts, [.. stragglers.Values]);
    }

    private static void Count(
        MirrorOutcome outcome, Dictionary<AssetId, SweepWorkItem> asked, Dictionary<AssetId, SweepWorkItem> stragglers,
        SortedDictionary<string, SweepCounts> counts, List<SweepWorkItem> failed)
    {
        if (asked.Remove(outcome.Asset, out SweepWorkItem? item) || stragglers.Remove(outcome.Asset, out item))
        {
            string kind = outcome.Asset.Kind;
            counts[kind] = (counts.GetValueOrDefault(kind) ?? new SweepCounts()).Add(outcome.State);
            if (outcome.State is AssetState.Failed or AssetState.Refused)
            {
                failed.Add(item);
            }
        }
    }

    private static void HandOver(Dictionary<AssetId, SweepWorkItem> asked, Dictionary<AssetId, SweepWorkItem> stragglers)
    {
        foreach ((AssetId asset, SweepWorkItem item) in asked)
        {
            stragglers[asset] = item;
        }

        asked.Clear();
    }

    private static async Task<MirrorOutcome?> ReceiveAsync(TaskOrchestrationContext context, TimeSpan patience)
    {
        try
        {
            return await context.WaitForExternalEvent<MirrorOutcome>(MirrorAsset.CompletedEvent, patience);
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    private static Task RequestAsync(TaskOrchestrationContext context, string pair, IEnumerable<SweepWorkItem> items) =>
        Task.WhenAll(items.Select(item => context.CallActivityAsync(
            nameof(RequestMirror), new MirrorAssetInput(pair, item.Asset, item.IsReferenced, [context.InstanceId]), RetryPolicies.ControlStore)));
}
