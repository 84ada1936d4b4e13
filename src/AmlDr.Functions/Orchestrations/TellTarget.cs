using AmlDr.Functions.Activities;
using AmlDr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>Tells one target of something, as often as it takes. A target that cannot be told holds up nothing: it is in the log.</summary>
public static class TellTarget
{
    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="SendNotificationInput"/>.</param>
    /// <returns>True when the target has been told.</returns>
    [Function(nameof(TellTarget))]
    public static async Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SendNotificationInput input = context.GetInput<SendNotificationInput>()!;
        try
        {
            await context.CallActivityAsync(nameof(SendNotification), input, RetryPolicies.Notification);
            return true;
        }
        catch (TaskFailedException exception)
        {
            context.CreateReplaySafeLogger(nameof(TellTarget)).TargetNotTold(
                input.Message.Operation, input.Target, input.Message.Event, exception.FailureDetails.ErrorMessage);
            return false;
        }
    }
}
