using AmlDr.Core.Operations.Moves;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Operations;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>The part of <see cref="FailOver"/> that carries out a stage, and the one that undoes them all.</summary>
internal static class FailOverStages
{
    // What a drill puts back; that the mirror was paused is settled after it.
    private static readonly OperationStage[] Restored = [OperationStage.Verify, OperationStage.Activate];

    /// <summary>Carries out the stage that the operation is at, and makes the move that follows from it.</summary>
    public static Task RunAsync(TaskOrchestrationContext context, OperationInput input, OperationCursor at, WakeUpBell bell) => at.Stage switch
    {
        OperationStage.Guard => GuardAsync(context, input, at),
        OperationStage.Assess => AssessAsync(context, input, at),
        OperationStage.Approve => FailOver.MoveAsync(context, input, at, at.NeedsApproval ? OperationMove.RequestApproval : OperationMove.Advance),
        OperationStage.Restore => RestoreAsync(context, input, at),
        _ => StepsAsync(context, input, at, bell),
    };

    /// <summary>Undoes everything that was done, the last first.</summary>
    public static async Task UndoAllAsync(TaskOrchestrationContext context, OperationInput input, OperationCursor at)
    {
        int failed = 0;
        IReadOnlyList<OperationStage> stages = OperationStages.Of(at.Mode);
        foreach (OperationStage stage in stages.TakeWhile(stage => stage != at.Stage).Append(at.Stage).Where(OperationStages.HasSteps).Reverse())
        {
            failed += await UndoAsync(context, InputOf(input, at, stage, isUndo: true));
        }

        await FailOver.MoveAsync(
            context, input, at, failed == 0 ? OperationMove.Undone : OperationMove.UndoneInPart,
            failed == 0 ? null : $"{failed} steps could not be undone; GET /api/operations/{input.Operation} names them.");
    }

    private static async Task GuardAsync(TaskOrchestrationContext context, OperationInput input, OperationCursor at)
    {
        string? refusal = await context.CallActivityAsync<string?>(nameof(CheckSafety), input, RetryPolicies.ControlStore);
        await FailOver.MoveAsync(context, input, at, refusal is null ? OperationMove.Advance : OperationMove.Refuse, refusal);
    }

    private static async Task AssessAsync(TaskOrchestrationContext context, OperationInput input, OperationCursor at)
    {
        double rpo = await context.CallActivityAsync<double>(nameof(MakePlan), input, RetryPolicies.ControlStore);
        await FailOver.MoveAsync(context, input, at, OperationMove.Advance, rpoSeconds: rpo);
    }

    private static async Task RestoreAsync(TaskOrchestrationContext context, OperationInput input, OperationCursor at)
    {
        int failed = 0;
        foreach (OperationStage stage in Restored)
        {
            failed += await UndoAsync(context, InputOf(input, at, stage, isUndo: true));
        }

        await FailOver.MoveAsync(
            context, input, at, failed == 0 ? OperationMove.Advance : OperationMove.StepFailed,
            failed == 0 ? null : $"{failed} steps could not be undone; retry, or skip and put them right by hand.");
    }

    private static async Task StepsAsync(TaskOrchestrationContext context, OperationInput input, OperationCursor at, WakeUpBell bell)
    {
        StageOutcome outcome = await RunStageAsync(context, input, at, bell);
        OperationCursor now = await FailOver.LookAsync(context, input);
        if (now.State != OperationState.Running || now.Round != at.Round)
        {
            // Staff spoke meanwhile; what they said counts.
            return;
        }

        if (outcome.Failed + outcome.Pending > 0)
        {
            await FailOver.MoveAsync(
                context, input, at, OperationMove.StepFailed,
                $"{outcome.Failed} steps of {at.Stage} failed and {outcome.Pending} wait for them; retry or skip them, or cancel.");
        }
        else if (at.Stage != OperationStage.Settle)
        {
            await FailOver.MoveAsync(context, input, at, OperationMove.Advance);
        }
        else
        {
            int exceptions = await context.CallActivityAsync<int>(nameof(SumUpOperation), input, RetryPolicies.ControlStore);
            await FailOver.MoveAsync(
                context, input, at, exceptions == 0 ? OperationMove.Complete : OperationMove.CompleteWithExceptions,
                exceptions == 0 ? null : $"{exceptions} exceptions; GET /api/operations/{input.Operation} names them.");
        }
    }

    private static async Task<StageOutcome> RunStageAsync(
        TaskOrchestrationContext context, OperationInput input, OperationCursor at, WakeUpBell bell)
    {
        StageInput stage = InputOf(input, at, at.Stage, isUndo: false);
        Task<StageOutcome> running = StartAsync(context, stage);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, bell.Rung);
            if (bell.Rung.IsCompleted)
            {
                bell.Reset();
                if (!running.IsCompleted && (await FailOver.LookAsync(context, input)).State != OperationState.Running && !running.IsCompleted)
                {
                    context.SendEvent(StepInstances.OfStage(stage), FailOverStage.News, new StageNews(-1, false, Stop: true));
                }
            }
        }

        return await running;
    }

    private static async Task<int> UndoAsync(TaskOrchestrationContext context, StageInput stage)
    {
        StageOutcome outcome = await StartAsync(context, stage);
        return outcome.Failed + outcome.Pending;
    }

    private static Task<StageOutcome> StartAsync(TaskOrchestrationContext context, StageInput stage) =>
        context.CallSubOrchestratorAsync<StageOutcome>(
            nameof(FailOverStage), stage, new SubOrchestrationOptions(instanceId: StepInstances.OfStage(stage)));

    private static StageInput InputOf(OperationInput input, OperationCursor at, OperationStage stage, bool isUndo) =>
        new(input.Pair, input.Operation, at.Mode, stage, at.Round, at.DeadlineAt, isUndo, TriesFailed: !isUndo || at.IsRetry || at.State == OperationState.Cancelling, false);
}
