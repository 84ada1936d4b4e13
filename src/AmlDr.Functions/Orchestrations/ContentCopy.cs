using AmlDr.Azure.Mirroring;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>The part of <see cref="MirrorAsset"/> that copies an asset's files and verifies them.</summary>
internal static class ContentCopy
{
    private const int ParallelUnits = 8;

    /// <summary>Copies the files of every place.</summary>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="record">What is to be recorded of the asset.</param>
    /// <param name="places">The number of places.</param>
    /// <returns>The record, with the files counted.</returns>
    public static async Task<RecordOutcomeInput> RunAsync(TaskOrchestrationContext context, RecordOutcomeInput record, int places)
    {
        var digests = new List<string>();
        for (int place = 0; place < places; place++)
        {
            var target = new ContentTarget(record.Pair, record.Asset, place);
            ContentSummary content = await context.CallActivityAsync<ContentSummary>(nameof(PlanContent), target, RetryPolicies.Transient);
            digests.Add(content.Digest);
            record = record with { FileCount = record.FileCount + content.FileCount, ContentBytes = record.ContentBytes + content.TotalBytes };
            if (content.Units.Count > 0)
            {
                await CopyAsync(context, record, target, content);
            }
        }

        return digests.Count == 0 ? record : record with { ContentDigest = ContentDigest.Combine(digests) };
    }

    private static async Task CopyAsync(TaskOrchestrationContext context, RecordOutcomeInput record, ContentTarget target, ContentSummary content)
    {
        await context.CallActivityAsync(nameof(RecordOutcome), record with { State = AssetState.Mirroring }, RetryPolicies.ControlStore);
        await SlidingWindow.RunAsync(content.Units, ParallelUnits, unit =>
            context.CallActivityAsync(nameof(CopyFiles), new CopyFilesInput(target.Pair, target.Asset, target.Place, unit), RetryPolicies.Transient));
        await SlidingWindow.RunAsync(content.FilesInBlocks, ParallelUnits, position =>
            context.CallActivityAsync(
                nameof(CommitFile), new CommitFileInput(target.Pair, target.Asset, target.Place, position), RetryPolicies.Transient));
        await context.CallActivityAsync(nameof(VerifyContent), target, RetryPolicies.Transient);
    }
}
