using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
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

    /// <summary>Its custom status from when it has heard <see cref="RequestedEvent"/> until it begins anew.</summary>
    public const string LooksAgain = "looksAgain";

    private const string Looks = "looks";

    // Files or documents that change while they are being copied are planned anew; more often than this is left to the sweep.
    private const int MostLooks = 3;

    // An endpoint takes one change at a time: asked again after 5, 10, 20, 40 seconds and then every minute, about ten minutes in all.
    private const int MostWaits = 12;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

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
            default:
                break;
        }

        record = await ContentCopy.RunAsync(context, record, found.ContentPlaces);
        bool written = await Registration.RunAsync(context, new AssetTarget(input.Pair, input.Asset), found);
        MirrorOutcome outcome = await RecordAsync(context, input, record) with { WasWritten = written };
        if (EndpointOf(input.Asset) is { } endpoint)
        {
            // Its traffic may only name deployments that stand, so it looks again when one more does.
            await context.CallActivityAsync(
                nameof(RequestMirror), new MirrorAssetInput(input.Pair, endpoint, true, []), RetryPolicies.ControlStore);
        }

        return outcome;
    }

    private static RecordOutcomeInput RecordOf(MirrorAssetInput input, MirrorInspection found) => new(input.Pair, input.Asset, AssetState.Mirrored)
    {
        SourceModifiedAt = found.SourceModifiedAt,
        SourceFingerprint = found.SourceFingerprint,
        IsReferenced = found.IsReferenced || input.IsReferenced,
        Reason = found.Reason,
    };

    private static AssetId? EndpointOf(AssetId asset) => asset.Kind switch
    {
        KindNames.OnlineDeployment => new AssetId(KindNames.OnlineEndpoint, asset.Name, ""),
        KindNames.BatchDeployment => new AssetId(KindNames.BatchEndpoint, asset.Name, ""),
        _ => null,
    };

    private static async Task<MirrorOutcome> RecordAsync(
        TaskOrchestrationContext context, MirrorAssetInput input, RecordOutcomeInput record)
    {
        await context.CallActivityAsync(nameof(RecordOutcome), record, RetryPolicies.ControlStore);
        return new MirrorOutcome(input.Asset, record.State, record.Reason);
    }
}
