namespace Microsoft.DurableTask;

/// <summary>Decides after a failure whether to try again; may await durable tasks, such as a timer, and nothing else.</summary>
/// <param name="retryContext">What failed, how often and for how long.</param>
/// <returns>True to try again.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
