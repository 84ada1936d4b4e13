using AmlDr.Azure.Mirroring;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Mirroring;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Makes the secondary hold one asset as the primary has it now: inspect, bring what it needs, copy the files, verify them, write the document,
/// see it provisioned, record. There is one instance per asset, named by it, so that however many ask, one works. A request that arrives meanwhile
/// makes it look once more.
/// </summary>
public static class MirrorAsset
{
    /// <summary>The event by which it is asked to look once more; carries <see cref="MirrorRequested"/>.</summary>
    public const string RequestedEvent = "MirrorRequested";

    /// <summary>The event that it sends to those who wait; carries <see cref="MirrorOutcome"/>.</summary>
    public const string CompletedEvent = "MirrorCompleted";

    // Files or documents that change while they are being copied are planned anew; more often than this is left to the sweep.
    private const int MostLooks = 3;

    // An endpoint takes one change at a time: asked again after 1, 2, 4, 8, 16, 32 seconds and then every minute, about ten minutes in all.
    private const int MostWaits = 15;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="MirrorAssetInput"/>.</param>
    /// <returns>How it ended.</returns>
    [Function(nameof(MirrorAsset))]
    public static async Task<MirrorOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        MirrorAssetInput input = context.GetInput<MirrorAssetInput>()!;
        var heard = HeardRequests.Listen(context, input.Heard);
        MirrorOutcome outcome = await MirrorAndRecordAsync(context, input);
        heard.Close();
        if (heard.AskForAnotherLook(input, outcome))
        {
            context.ContinueAsNew(input with
            {
                IsReferenced = input.IsReferenced || heard.IsReferenced,
                Waiters = heard.WaitersWith(input),
                Heard = heard.Shown,
            });
            return outcome;
        }

        foreach (string waiter in heard.WaitersWith(input))
        {
            context.SendEvent(waiter, CompletedEvent, outcome);
        }

        return outcome;
    }

    private static async Task<MirrorOutcome> MirrorAndRecordAsync(TaskOrchestrationContext context, MirrorAssetInput input)
    {
        (int looks, int waits) = (1, 0);
        while (true)
        {
            try
            {
                return await MirrorOnceAsync(context, input);
            }
            catch (TaskFailedException exception) when (looks < MostLooks && exception.FailureDetails.IsCausedBy<ConflictException>())
            {
                // Something moved between the plan and its execution.
                looks++;
            }
            catch (TaskFailedException exception) when (waits < MostWaits && exception.FailureDetails.IsCausedBy<BusyException>())
            {
                TimeSpan wait = FirstWait * Math.Pow(2, waits++);
                await context.CreateTimer(wait < LongestWait ? wait : LongestWait, CancellationToken.None);
            }
            catch (TaskFailedException exception)
            {
                (AssetState state, AssetReason reason) = FailureReasons.From(exception.FailureDetails);
                return await RecordAsync(
                    context, input, new RecordOutcomeInput(input.Pair, input.Asset, state) { Reason = reason, IsReferenced = input.IsReferenced });
            }
        }
    }

    private static async Task<MirrorOutcome> MirrorOnceAsync(TaskOrchestrationContext context, MirrorAssetInput input)
    {
        var inspection = new InspectAssetInput(input.Pair, input.Asset, input.IsReferenced);
        MirrorInspection found = await context.CallActivityAsync<MirrorInspection>(nameof(InspectAsset), inspection, RetryPolicies.Transient);
        if (found.Decision == MirrorDecision.NeedsDependencies)
        {
            if (await Dependencies.MirrorAsync(context, input) is { } stopped)
            {
                return await RecordAsync(context, input, RecordOf(input, found) with { State = stopped.State, Reason = stopped.Reason });
            }

            found = await context.CallActivityAsync<MirrorInspection>(
                nameof(InspectAsset), inspection with { AreDependenciesSettled = true }, RetryPolicies.Transient);
        }

        RecordOutcomeInput record = RecordOf(input, found);
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
            case MirrorDecision.Publish:
                bool published = await Publication.RunAsync(context, new AssetTarget(input.Pair, input.Asset));
                return await RecordAsync(context, input, record) with { WasWritten = published };
            default:
                break;
        }

        record = await ContentCopy.RunAsync(context, record, found.ContentPlaces);
        (bool written, AssetReason? note) = await Registration.RunAsync(context, new AssetTarget(input.Pair, input.Asset), found);
        record = record with { Reason = note };
        MirrorOutcome outcome = await RecordAsync(context, input, record) with { WasWritten = written };
        await Registration.TellEndpointAsync(context, input);
        return outcome;
    }

    private static RecordOutcomeInput RecordOf(MirrorAssetInput input, MirrorInspection found) => new(input.Pair, input.Asset, AssetState.Mirrored)
    {
        SourceModifiedAt = found.SourceModifiedAt,
        SourceFingerprint = found.SourceFingerprint,
        IsReferenced = found.IsReferenced || input.IsReferenced,
        Reason = found.Reason,
    };

    private static async Task<MirrorOutcome> RecordAsync(
        TaskOrchestrationContext context, MirrorAssetInput input, RecordOutcomeInput record)
    {
        await context.CallActivityAsync(nameof(RecordOutcome), record, RetryPolicies.ControlStore);
        return new MirrorOutcome(input.Asset, record.State, record.Reason);
    }
}
