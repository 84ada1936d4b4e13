using AmlDr.Azure.Operations.Steps;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Carries out one step of an operation, or undoes it: looks, writes, and looks again as the service asks until it is done. How it ends is written
/// down first and told to the stage then.
/// </summary>
public static class FailOverStep
{
    // Of the time that a step has taken, at most this share is added by looking too late.
    private const double Share = 0.05;

    // Beyond half an hour even half a minute is a small share; so a step of a day has a history of hundreds of events, not of thousands.
    private const double ShareOfLong = 0.02;
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongInterval = TimeSpan.FromSeconds(30);

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="StepInput"/>.</param>
    /// <returns>True when the step is done.</returns>
    [Function(nameof(FailOverStep))]
    public static async Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        StepInput input = context.GetInput<StepInput>()!;
        AssetReason? failure = await CarryOutAsync(context, input);
        if (failure is not null)
        {
            await context.CallActivityAsync(
                nameof(RecordStepFailure), new StepFailure(input.Target, failure, input.IsUndo), RetryPolicies.ControlStore);
        }

        context.SendEvent(input.Stage, FailOverStage.News, new StageNews(input.Target.Position, failure is null));
        return failure is null;
    }

    private static async Task<AssetReason?> CarryOutAsync(TaskOrchestrationContext context, StepInput input)
    {
        string activity = input.IsUndo ? nameof(UndoStep) : nameof(AdvanceStep);
        StepProgress? progress = null;
        DateTime begun = context.CurrentUtcDateTime;
        try
        {
            while (true)
            {
                progress = await context.CallActivityAsync<StepProgress>(activity, new StepCall(input.Target, progress), RetryPolicies.Step);
                if (progress.IsDone)
                {
                    return null;
                }

                if (context.CurrentUtcDateTime >= input.DeadlineAt.UtcDateTime)
                {
                    return new AssetReason(
                        "DeadlineExceeded", "It was not done within the stage's time. The service may still be at it: retry the step to wait on, or skip it.");
                }

                await context.CreateTimer(IntervalOf(progress, context.CurrentUtcDateTime - begun, input.LeastInterval), CancellationToken.None);
            }
        }
        catch (TaskFailedException exception)
        {
            return FailureReasons.From(exception.FailureDetails).Reason;
        }
    }

    // What the service asks for is the least; beyond that, the longer a step takes, the more seldom it is looked at.
    private static TimeSpan IntervalOf(StepProgress progress, TimeSpan elapsed, TimeSpan least)
    {
        TimeSpan longest = elapsed * ShareOfLong > LongInterval ? elapsed * ShareOfLong : LongInterval;
        TimeSpan wanted = elapsed * Share < longest ? elapsed * Share : longest;
        return new[] { wanted, progress.RetryAfter ?? UsualInterval, least, ShortestInterval }.Max();
    }
}
