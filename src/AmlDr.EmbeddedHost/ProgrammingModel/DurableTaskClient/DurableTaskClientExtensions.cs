namespace Microsoft.DurableTask.Client;

/// <summary>Shorter forms of purging by filter.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>Deletes ended instances created within a time span.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">Not created before.</param>
    /// <param name="createdTo">Not created after.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>How many instances were deleted.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client, DateTimeOffset? createdFrom, DateTimeOffset? createdTo, CancellationToken cancellation = default) =>
        client.PurgeInstancesAsync(createdFrom, createdTo, null, null, cancellation);

    /// <summary>Deletes ended instances created within a time span.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">Not created before.</param>
    /// <param name="createdTo">Not created after.</param>
    /// <param name="options">Whether sub-orchestrations are deleted too.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>How many instances were deleted.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        PurgeInstanceOptions? options,
        CancellationToken cancellation = default) =>
        client.PurgeInstancesAsync(createdFrom, createdTo, null, options, cancellation);

    /// <summary>Deletes ended instances created within a time span.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">Not created before.</param>
    /// <param name="createdTo">Not created after.</param>
    /// <param name="statuses">Which statuses; null means all ended ones.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>How many instances were deleted.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        CancellationToken cancellation = default) =>
        client.PurgeInstancesAsync(createdFrom, createdTo, statuses, null, cancellation);

    /// <summary>Deletes ended instances created within a time span.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">Not created before.</param>
    /// <param name="createdTo">Not created after.</param>
    /// <param name="statuses">Which statuses; null means all ended ones.</param>
    /// <param name="options">Whether sub-orchestrations are deleted too.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>How many instances were deleted.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        PurgeInstanceOptions? options,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PurgeAllInstancesAsync(new PurgeInstancesFilter(createdFrom, createdTo, statuses), options, cancellation);
    }
}
