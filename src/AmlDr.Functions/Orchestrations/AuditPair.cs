using AmlDr.Azure.Audits;
using AmlDr.Core.Audits;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Audits;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Proves that both sides of a pair are equal, or says where they are not: documents kind by kind and page by page, files, dependencies, and where it
/// was asked for repairs what can be repaired. Ends with a report, whatever could not be read.
/// </summary>
public static class AuditPair
{
    // The history starts anew after this many pages and chunks of files, so that it stays small however large the workspace is.
    private const int StepsPerHistory = 60;

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="AuditInput"/>.</param>
    /// <returns>How it ended.</returns>
    [Function(nameof(AuditPair))]
    public static async Task<AuditStatus> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        AuditInput input = context.GetInput<AuditInput>()!;
        AuditProgress progress = input.Progress ?? await BeginAsync(context, input.Pair);
        for (int steps = 0; progress.IsComparing; steps += progress.Phase == AuditPhase.Files ? StepsPerHistory / 4 : 1)
        {
            context.SetCustomStatus(AuditStatus.Of(progress));
            if (steps >= StepsPerHistory)
            {
                context.ContinueAsNew(input with { Progress = progress });
                return AuditStatus.Of(progress);
            }

            progress = progress.Phase == AuditPhase.Files
                ? await AuditFiles.CheckAsync(context, input, progress)
                : await CompareAsync(context, input, progress);
        }

        return await ConcludeAsync(context, input, progress);
    }

    private static async Task<AuditProgress> BeginAsync(TaskOrchestrationContext context, string pair)
    {
        IReadOnlyList<string> kinds = (await context.CallActivityAsync<IReadOnlyList<string>>(nameof(ListKinds), pair))!;
        var progress = new AuditProgress(
            context.NewGuid().ToString("N"), context.CurrentUtcDateTime,
            [.. kinds.Select(kind => new AuditStage(new AuditKind(kind), new AuditChunks()))]);
        SidesFound sides = (await context.CallActivityAsync<SidesFound>(nameof(ProbeSides), pair))!;
        if (sides.Secondary is not null)
        {
            return progress with
            {
                KindIndex = kinds.Count,
                Left = kinds,
                Unread = [new AuditUnread("SecondaryUnreachable", $"Nothing was compared: the secondary does not answer. {sides.Secondary}")],
            };
        }

        return sides.Primary is null ? progress : TurnToCatalog(progress, sides.Primary);
    }

    private static AuditProgress TurnToCatalog(AuditProgress progress, string why) =>
        (progress.IsComparing ? progress.TurnToCatalog() : progress with { WithoutPrimary = true }).Note(new AuditUnread(
            "PrimaryUnreachable",
            $"The primary does not answer, so the secondary was held against the catalog, and its files against what was verified when they were copied. {why}"));

    private static async Task<AuditProgress> CompareAsync(TaskOrchestrationContext context, AuditInput input, AuditProgress progress)
    {
        AuditStage stage = progress.Stage;
        var request = new AuditPageRequest(
            input.Pair, progress.AuditId, stage.Counts.Kind, input.Level, progress.WithoutPrimary, input.Repair && !progress.WithoutPrimary,
            progress.ContinuationToken, stage.Chunks);
        try
        {
            AuditPageResult page = (await context.CallActivityAsync<AuditPageResult>(
                progress.Phase == AuditPhase.Extras ? nameof(CompareAuditExtras) : nameof(CompareAuditPage), request, RetryPolicies.Transient))!;
            progress = progress.Add(page);
            return progress is { IsComparing: true, Phase: AuditPhase.Files } && progress.Stage.Chunks.Contents == 0 ? progress.GoToNextKind() : progress;
        }
        catch (TaskFailedException exception)
        {
            SidesFound sides = (await context.CallActivityAsync<SidesFound>(nameof(ProbeSides), input.Pair))!;
            return sides.Primary is not null && !progress.WithoutPrimary
                ? TurnToCatalog(progress, sides.Primary)
                : progress.LeaveKind(new AuditUnread(
                    FailureReasons.From(exception.FailureDetails).Reason.Code,
                    $"The assets of kind '{stage.Counts.Kind}' were not compared: {exception.FailureDetails.ErrorMessage}", stage.Counts.Kind));
        }
    }

    private static async Task<AuditStatus> ConcludeAsync(TaskOrchestrationContext context, AuditInput input, AuditProgress progress)
    {
        context.SetCustomStatus(AuditStatus.Of(progress, "dependencies"));
        ClosureResult closure = (await context.CallActivityAsync<ClosureResult>(
            nameof(FollowDependencies), new FollowDependenciesInput(input.Pair, progress.AuditId, progress.Compared), RetryPolicies.ControlStore))!;
        progress = progress with
        {
            Stages = [.. progress.Stages.Select(stage => closure.Stages.FirstOrDefault(one => one.Counts.Kind == stage.Counts.Kind) ?? stage)],
        };
        AuditRepair? repair = null;
        if (input.Repair)
        {
            context.SetCustomStatus(AuditStatus.Of(progress, "repair"));
            repair = await context.CallSubOrchestratorAsync<AuditRepair>(
                nameof(RepairDrift),
                new RepairInput(
                    input.Pair, progress.AuditId, progress.StartedAt, progress.Compared, !progress.WithoutPrimary && progress.Left.Count == 0));
        }

        AuditVerdict verdict = await context.CallActivityAsync<AuditVerdict>(
            nameof(RecordAudit),
            new AuditConclusion
            {
                Pair = input.Pair,
                AuditId = progress.AuditId,
                StartedAt = progress.StartedAt,
                EndedAt = context.CurrentUtcDateTime,
                Level = input.Level,
                Sample = input.Sample,
                Stages = progress.Stages,
                Unread = progress.Unread,
                Deployable = closure.Deployable,
                DeployableComplete = closure.Complete,
                Repair = repair,
            },
            RetryPolicies.ControlStore);
        await context.CallActivityAsync(nameof(DeleteAuditWork), input.Pair, RetryPolicies.ControlStore);
        AuditStatus status = AuditStatus.Of(progress, "done") with { Repair = repair, Verdict = verdict };
        context.SetCustomStatus(status);
        return status;
    }
}
