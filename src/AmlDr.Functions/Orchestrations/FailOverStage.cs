using AmlDr.Azure.Operations.Steps;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Carries out the steps of a stage, or undoes them: each begins as soon as everything that it needs is done. A step that fails holds up only those
/// that need it. Steps are orchestrations of their own and send word; how far they are stands in the control store, so that the history can start anew
/// at any time.
/// </summary>
public static class FailOverStage
{
    /// <summary>The event by which it is told of steps, and to stop; carries <see cref="StageNews"/>.</summary>
    public const string News = "StageNews";

    // As many as a region has deployments at most: what bounds them is ARM's limit of writes, which the client keeps.
    private const int Window = 512;
    private const int StartsAtOnce = 50;

    // The history starts anew after this many words.
    private const int NewsPerHistory = 400;

    // Word can be lost with a process; then the control store tells.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="StageInput"/>.</param>
    /// <returns>How the stage ended.</returns>
    [Function(nameof(FailOverStage))]
    public static async Task<StageOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        StageInput input = context.GetInput<StageInput>()!;
        StageWork work = await context.CallActivityAsync<StageWork>(nameof(ReadStage), input, RetryPolicies.ControlStore);
        var run = new StageRun(work.Graph, work.Read());
        var running = new HashSet<int>();
        using var finished = new CancellationTokenSource();
        Task lookAgain = context.CreateTimer(LookAgainAfter, finished.Token);
        Task<StageNews> news = context.WaitForExternalEvent<StageNews>(News);
        for (int heard = 0; ; heard++)
        {
            await BeginAsync(context, input, run, running);
            if (running.Count == 0)
            {
                finished.Cancel();
                return new StageOutcome(run.Failed, run.Pending);
            }

            await Task.WhenAny(news, lookAgain);
            if (news.IsCompleted)
            {
                StageNews word = await news;
                news = context.WaitForExternalEvent<StageNews>(News);
                input = input with { IsStopped = input.IsStopped || word.Stop };
                if (running.Remove(word.Position))
                {
                    run.End(word.Position, word.IsDone);
                }
            }

            if (!news.IsCompleted && (heard >= NewsPerHistory || lookAgain.IsCompleted))
            {
                finished.Cancel();
                context.ContinueAsNew(input);
                return new StageOutcome(run.Failed, run.Pending);
            }
        }
    }

    private static async Task BeginAsync(TaskOrchestrationContext context, StageInput input, StageRun run, HashSet<int> running)
    {
        bool goesOn = true;
        while (goesOn)
        {
            while (run.TryPassOver(out int passed))
            {
                await context.CallActivityAsync(
                    nameof(PassOverStep),
                    new StepFailure(
                        new StepTarget(input.Pair, input.Operation, input.Mode, input.Stage, passed),
                        new AssetReason("NeededStepSkipped", "Something that it needs was done without.")),
                    RetryPolicies.ControlStore);
            }

            var batch = new List<int>();
            while (!input.IsStopped && running.Count < Window && batch.Count < StartsAtOnce && run.TryBegin(out int position))
            {
                running.Add(position);
                batch.Add(position);
            }

            goesOn = batch.Count > 0;
            if (goesOn)
            {
                await context.CallActivityAsync(
                    nameof(StartSteps), new StepBatch(input, context.InstanceId, batch, running.Count),
                    RetryPolicies.ControlStore);
            }
        }
    }
}
