namespace Microsoft.DurableTask.Client;

/// <summary>De-duplication of starts.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses that may refuse a start.</summary>
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Canceled,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>The same options with the statuses of an existing instance that refuse the start.</summary>
    /// <param name="options">The options.</param>
    /// <param name="dedupeStatuses">The statuses; none at all means that any existing instance is replaced.</param>
    /// <returns>The new options.</returns>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
