namespace Microsoft.DurableTask;

/// <summary>How an activity or a sub-orchestration is called: retries, version, tags.</summary>
public record TaskOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="retry">Retry behaviour; null means one attempt.</param>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, null)
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="retry">Retry behaviour; null means one attempt.</param>
    /// <param name="tags">Tags to attach to a sub-orchestration.</param>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Retry = options.Retry;
        Tags = options.Tags;
        Version = options.Version;
    }

    /// <summary>Retry behaviour; null means one attempt.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Tags to attach to a sub-orchestration.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>The version to ask for; null inherits the caller's (activities) or the worker's default (sub-orchestrations).</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Options with a declarative retry policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Options with a retry handler, asked after every failure.</summary>
    /// <param name="handler">The handler; it may await durable tasks.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Options with a retry handler, asked after every failure.</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(handler);

    /// <summary>The same options with the instance id of a sub-orchestration.</summary>
    /// <param name="instanceId">The id.</param>
    /// <returns>The sub-orchestration options.</returns>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
