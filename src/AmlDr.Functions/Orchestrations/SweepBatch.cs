using AmlDr.Core.Assets;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Sweeping;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Has the assets of one work list mirrored, a set number at a time, and counts how they end. The assets' own orchestrations do the work and
/// send word; an asset that somebody else has asked for meanwhile is not mirrored twice.
/// </summary>
public static class SweepBatch
{
    private const int Window = 16;

    // The history starts anew after this many assets.
    private const int AssetsPerHistory = 100;

    // Word can be missed by a hair when an orchestration ends as it is asked; asking again costs two reads.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="SweepBatchInput"/>.</param>
    /// <returns>How the assets ended.</returns>
    [Function(nameof(SweepBatch))]
    public static async Task<SweepCounts> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SweepBatchInput input = context.GetInput<SweepBatchInput>()!;
        IReadOnlyList<AssetId> assets = (await context.CallActivityAsync<IReadOnlyList<AssetId>>(
            nameof(ReadWork), new ReadWorkInput(input.WorkList, input.Start, AssetsPerHistory), RetryPolicies.ControlStore))!;
        var waiting = new Queue<AssetId>(assets);
        var asked = new HashSet<AssetId>();
        SweepCounts counts = input.Counts;
        while (waiting.Count + asked.Count > 0)
        {
            var next = new List<AssetId>();
            while (asked.Count < Window && waiting.TryDequeue(out AssetId? asset))
            {
                asked.Add(asset);
                next.Add(asset);
            }

            await RequestAsync(context, input.Pair, next);
            if (await ReceiveAsync(context) is not { } outcome)
            {
                await RequestAsync(context, input.Pair, asked);
            }
            else if (asked.Remove(outcome.Asset))
            {
                counts = counts.Add(outcome.State);
            }
        }

        if (assets.Count == AssetsPerHistory)
        {
            context.ContinueAsNew(input with { Start = input.Start + assets.Count, Counts = counts });
        }

        return counts;
    }

    private static async Task<MirrorOutcome?> ReceiveAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.WaitForExternalEvent<MirrorOutcome>(MirrorAsset.CompletedEvent, AskAgainAfter);
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    private static Task RequestAsync(TaskOrchestrationContext context, string pair, IEnumerable<AssetId> assets) =>
        Task.WhenAll(assets.Select(asset => context.CallActivityAsync(
            nameof(RequestMirror), new MirrorAssetInput(pair, asset, false, [context.InstanceId]), RetryPolicies.ControlStore)));
}
