using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Moves;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Leads one operation (failover, drill or failback) through its stages. Where it is stands in the control store and nowhere else: it looks, does what
/// the state asks for, makes the next move, and looks again. Staff move the state too; the event merely tells it to look sooner.
/// </summary>
public static class FailOver
{
    /// <summary>The event that tells it to look.</summary>
    public const string WakeUp = "OperationWakeUp";

    private const int LooksPerHistory = 40;

    // Word can be lost with a process; then the control store tells.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="OperationInput"/>.</param>
    /// <returns>The state that the operation ended in.</returns>
    [Function(nameof(FailOver))]
    public static async Task<OperationState> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        OperationInput input = context.GetInput<OperationInput>()!;
        var bell = new WakeUpBell(context);
        for (int look = 0; look < LooksPerHistory; look++)
        {
            OperationCursor at = await LookAsync(context, input);
            context.SetCustomStatus(at);
            switch (at.State)
            {
                case OperationState.Accepted:
                    await MoveAsync(context, input, at, OperationMove.Begin);
                    break;
                case OperationState.Running:
                    await FailOverStages.RunAsync(context, input, at, bell);
                    break;
                case OperationState.Cancelling:
                    await FailOverStages.UndoAllAsync(context, input, at);
                    break;
                case OperationState.WaitingForApproval when context.CurrentUtcDateTime >= at.DeadlineAt.UtcDateTime:
                    await MoveAsync(context, input, at, OperationMove.Expire, "Nobody approved it in time.");
                    break;
                case OperationState.WaitingForApproval:
                    await bell.WaitAsync(Earlier(at.DeadlineAt.UtcDateTime, context.CurrentUtcDateTime + LookAgainAfter));
                    break;
                case OperationState.Paused or OperationState.PausedByFailure:
                    await bell.WaitAsync(context.CurrentUtcDateTime + LookAgainAfter);
                    break;
                default:
                    await context.CallActivityAsync(nameof(ReleaseLease), input, RetryPolicies.ControlStore);
                    return at.State;
            }
        }

        context.ContinueAsNew(input);
        return OperationState.Running;
    }

    internal static Task<OperationCursor> LookAsync(TaskOrchestrationContext context, OperationInput input) =>
        context.CallActivityAsync<OperationCursor>(nameof(ReadOperation), input, RetryPolicies.ControlStore);

    internal static Task MoveAsync(
        TaskOrchestrationContext context, OperationInput input, OperationCursor at, OperationMove move, string? reason = null, double? rpoSeconds = null) =>
        context.CallActivityAsync(
            nameof(MoveOperation),
            new MoveOperationInput(
                input.Operation, at.Stage,
                new OperationMoveRequest(context.NewGuid().ToString("N"), move, OperationMoveRequest.App, reason) { RpoSeconds = rpoSeconds }),
            RetryPolicies.ControlStore);

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
