namespace Microsoft.DurableTask.Client;

/// <summary>Which instances to list.</summary>
/// <param name="CreatedFrom">Not created before.</param>
/// <param name="CreatedTo">Not created after.</param>
/// <param name="Statuses">Which statuses; null means all.</param>
/// <param name="TaskHubNames">Reserved: there is one task hub; others give nothing.</param>
/// <param name="InstanceIdPrefix">What the instance id begins with; case counts.</param>
/// <param name="PageSize">How many instances a page holds.</param>
/// <param name="FetchInputsAndOutputs">Whether to fetch inputs, outputs and custom statuses too.</param>
/// <param name="ContinuationToken">Where to begin.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>How many instances a page holds unless told otherwise.</summary>
    public const int DefaultPageSize = 100;
}
