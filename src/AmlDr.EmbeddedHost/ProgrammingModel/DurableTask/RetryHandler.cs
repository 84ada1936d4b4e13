namespace Microsoft.DurableTask;

/// <summary>Decides after a failure whether to try again. Runs inside the orchestrator, so it must be deterministic.</summary>
/// <param name="retryContext">What failed, how often and for how long.</param>
/// <returns>True to try again.</returns>
public delegate bool RetryHandler(RetryContext retryContext);
