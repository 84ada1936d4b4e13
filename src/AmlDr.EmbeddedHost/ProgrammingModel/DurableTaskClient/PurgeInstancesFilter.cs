namespace Microsoft.DurableTask.Client;

/// <summary>Which ended instances to purge.</summary>
/// <param name="CreatedFrom">Not created before.</param>
/// <param name="CreatedTo">Not created after.</param>
/// <param name="Statuses">Which statuses; null means all ended ones.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>Stop after this time; the result then says that it is not complete.</summary>
    public TimeSpan? Timeout { get; init; }
}
