namespace Microsoft.DurableTask;

/// <summary>How a sub-orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="retry">Retry behaviour; null means one attempt.</param>
    /// <param name="instanceId">The id of the sub-orchestration; null makes one up.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Copies options and sets the instance id.</summary>
    /// <param name="options">What to copy.</param>
    /// <param name="instanceId">The id; null keeps the one that <paramref name="options"/> may carry.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
    }

    /// <summary>The id of the sub-orchestration; null makes one up.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The version to start; null means the worker's default version.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
