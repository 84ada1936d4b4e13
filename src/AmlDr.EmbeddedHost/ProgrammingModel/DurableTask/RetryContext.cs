namespace Microsoft.DurableTask;

/// <summary>What a retry handler is told.</summary>
/// <param name="OrchestrationContext">The orchestration that made the call.</param>
/// <param name="LastAttemptNumber">How many attempts were made, from 1.</param>
/// <param name="LastFailure">The failure of the last attempt.</param>
/// <param name="TotalRetryTime">The time since the first attempt, by the orchestration's clock.</param>
/// <param name="CancellationToken">Reserved; never cancelled.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
