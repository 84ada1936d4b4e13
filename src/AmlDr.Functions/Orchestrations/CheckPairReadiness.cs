using AmlDr.Core.Readiness;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Readiness;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>Checks the readiness of a pair once.</summary>
public static class CheckPairReadiness
{
    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is the pair's name.</param>
    /// <returns>The report in a line.</returns>
    [Function(nameof(CheckPairReadiness))]
    public static Task<ReadinessSummary> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<ReadinessSummary>(
            nameof(CheckReadiness),
            new CheckReadinessInput(context.GetInput<string>()!, context.NewGuid().ToString("N"), context.CurrentUtcDateTime),
            RetryPolicies.ControlStore);
}
