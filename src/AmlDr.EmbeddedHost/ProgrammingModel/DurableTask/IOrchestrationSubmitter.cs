namespace Microsoft.DurableTask.Internal;

/// <summary>Starts orchestrations.</summary>
public interface IOrchestrationSubmitter
{
    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="input">The input.</param>
    /// <param name="options">Instance id, start time, de-duplication.</param>
    /// <param name="cancellation">Cancels the request, not the orchestration.</param>
    /// <returns>The instance id.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default);
}
