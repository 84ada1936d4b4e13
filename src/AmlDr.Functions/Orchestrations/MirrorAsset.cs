using AmlDr.Azure.Mirroring;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Mirroring;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Makes the secondary hold one asset as the primary has it now: inspect, copy the files, verify them, write the document, record. There is one
/// instance per asset, named by it, so that however many ask, one works. A request that arrives meanwhile makes it look once more.
/// </summary>
public static class MirrorAsset
{
    /// <summary>The event by which it is asked to look once more; carries <see cref="MirrorRequested"/>.</summary>
    public const string RequestedEvent = "MirrorRequested";

    /// <summary>The event that it sends to those who wait; carries <see cref="MirrorOutcome"/>.</summary>
    public const string CompletedEvent = "MirrorCompleted";

    /// <summary>Its custom status from when it has heard <see cref="RequestedEvent"/> until it begins anew.</summary>
    public const string LooksAgain = "looksAgain";

    private const string Looks = "looks";

    // Files or documents that change while they are being copied are planned anew; more often than this is left to the sweep.
    private const int MostLooks = 3;
    private const int ParallelUnits = 8;

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="MirrorAssetInput"/>.</param>
    /// <returns>How it ended.</returns>
    [Function(nameof(MirrorAsset))]
    public static async Task<MirrorOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        MirrorAssetInput input = context.GetInput<MirrorAssetInput>()!;
        context.SetCustomStatus(Looks);
        Task<MirrorRequested> request = HearAsync(context);
        MirrorOutcome outcome = await MirrorAndRecordAsync(context, input);
        if (request.IsCompleted)
        {
            MirrorRequested asked = await request;
            context.ContinueAsNew(input with
            {
                IsReferenced = input.IsReferenced || asked.IsReferenced,
                Waiters = asked.Waiter is null ? input.Waiters : [.. input.Waiters.Append(asked.Waiter).Distinct(StringComparer.Ordinal)],
            });
            return outcome;
        }

        foreach (string waiter in input.Waiters)
        {
            context.SendEvent(waiter, CompletedEvent, outcome);
        }

        return outcome;
    }

    private static async Task<MirrorRequested> HearAsync(TaskOrchestrationContext context)
    {
        MirrorRequested asked = (await context.WaitForExternalEvent<MirrorRequested>(RequestedEvent))!;
        context.SetCustomStatus(LooksAgain);
        return asked;
    }

    private static async Task<MirrorOutcome> MirrorAndRecordAsync(TaskOrchestrationContext context, MirrorAssetInput input)
    {
        for (int look = 1; ; look++)
        {
            try
            {
                return await MirrorOnceAsync(context, input);
            }
            catch (TaskFailedException exception) when (look < MostLooks && exception.FailureDetails.IsCausedBy<ConflictException>())
            {
                // Something moved between the plan and its execution.
            }
            catch (TaskFailedException exception)
            {
                (AssetState state, AssetReason reason) = FailureReasons.From(exception.FailureDetails);
                return await RecordAsync(context, input, new RecordOutcomeInput(input.Pair, input.Asset, state) { Reason = reason });
            }
        }
    }

    private static async Task<MirrorOutcome> MirrorOnceAsync(TaskOrchestrationContext context, MirrorAssetInput input)
    {
        var target = new AssetTarget(input.Pair, input.Asset);
        MirrorInspection found = await context.CallActivityAsync<MirrorInspection>(
            nameof(InspectAsset), new InspectAssetInput(input.Pair, input.Asset, input.IsReferenced), RetryPolicies.Transient);
        var record = new RecordOutcomeInput(input.Pair, input.Asset, AssetState.Mirrored)
        {
            SourceModifiedAt = found.SourceModifiedAt,
            SourceFingerprint = found.SourceFingerprint,
            Reason = found.Reason,
        };
        switch (found.Decision)
        {
            case MirrorDecision.Equal:
                return new MirrorOutcome(input.Asset, AssetState.Mirrored);
            case MirrorDecision.Skip:
                return await RecordAsync(context, input, record with { State = AssetState.Skipped });
            case MirrorDecision.Refuse:
                return await RecordAsync(context, input, record with { State = AssetState.Refused });
            case MirrorDecision.SourceMissing:
                return await RecordAsync(context, input, record with { State = AssetState.Failed });
            default:
                break;
        }

        if (found.HasContent)
        {
            ContentSummary content = await CopyContentAsync(context, target, record);
            record = record with { FileCount = content.FileCount, ContentBytes = content.TotalBytes, ContentDigest = content.Digest };
        }

        bool written = found.Decision != MirrorDecision.VerifyContent
            && await context.CallActivityAsync<bool>(nameof(RegisterAsset), target, RetryPolicies.Transient);
        return await RecordAsync(context, input, record) with { WasWritten = written };
    }

    private static async Task<ContentSummary> CopyContentAsync(
        TaskOrchestrationContext context, AssetTarget target, RecordOutcomeInput record)
    {
        ContentSummary content = await context.CallActivityAsync<ContentSummary>(nameof(PlanContent), target, RetryPolicies.Transient);
        if (content.Units.Count > 0)
        {
            await context.CallActivityAsync(
                nameof(RecordOutcome),
                record with { State = AssetState.Mirroring, FileCount = content.FileCount, ContentBytes = content.TotalBytes },
                RetryPolicies.ControlStore);
            await SlidingWindow.RunAsync(content.Units, ParallelUnits, unit =>
                context.CallActivityAsync(nameof(CopyFiles), new CopyFilesInput(target.Pair, target.Asset, unit), RetryPolicies.Transient));
            await SlidingWindow.RunAsync(content.FilesInBlocks, ParallelUnits, position =>
                context.CallActivityAsync(
                    nameof(CommitFile), new CommitFileInput(target.Pair, target.Asset, position), RetryPolicies.Transient));
            await context.CallActivityAsync(nameof(VerifyContent), target, RetryPolicies.Transient);
        }

        return content;
    }

    private static async Task<MirrorOutcome> RecordAsync(
        TaskOrchestrationContext context, MirrorAssetInput input, RecordOutcomeInput record)
    {
        await context.CallActivityAsync(nameof(RecordOutcome), record, RetryPolicies.ControlStore);
        return new MirrorOutcome(input.Asset, record.State, record.Reason);
    }
}
