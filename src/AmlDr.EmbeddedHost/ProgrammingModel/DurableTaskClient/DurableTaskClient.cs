using System.ComponentModel;
using Microsoft.DurableTask.Internal;

namespace Microsoft.DurableTask.Client;

/// <summary>Starts, watches and manages orchestrations.</summary>
public abstract class DurableTaskClient : IOrchestrationSubmitter, IAsyncDisposable
{
    /// <summary>Creates the client.</summary>
    /// <param name="name">The client's name.</param>
    protected DurableTaskClient(string name) => Name = name;

    /// <summary>The client's name.</summary>
    public string Name { get; }

    /// <summary>Starts an orchestration without input.</summary>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="cancellation">Cancels the request, not the orchestration.</param>
    /// <returns>The instance id.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, CancellationToken cancellation) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, null, null, cancellation);

    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancellation">Cancels the request, not the orchestration.</param>
    /// <returns>The instance id.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, object? input, CancellationToken cancellation) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, null, cancellation);

    /// <summary>Starts an orchestration without input.</summary>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="options">Instance id, start time, de-duplication.</param>
    /// <param name="cancellation">Cancels the request, not the orchestration.</param>
    /// <returns>The instance id.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, StartOrchestrationOptions options, CancellationToken cancellation = default) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, null, options, cancellation);

    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="input">The input.</param>
    /// <param name="options">Instance id, start time, de-duplication.</param>
    /// <param name="cancellation">Cancels the request, not the orchestration.</param>
    /// <returns>The instance id.</returns>
    /// <exception cref="ArgumentException">The instance id is not allowed, or a de-duplication status is unknown.</exception>
    /// <exception cref="InvalidOperationException">
    /// An instance of this id exists in a status that refuses the start (an <c>OrchestrationAlreadyExistsException</c>).
    /// </exception>
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Raises an external event without payload. An unknown or ended instance is ignored.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="eventName">The event's name; compares without case.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the event is stored.</returns>
    public virtual Task RaiseEventAsync(string instanceId, string eventName, CancellationToken cancellation) =>
        RaiseEventAsync(instanceId, eventName, null, cancellation);

    /// <summary>Raises an external event. An unknown or ended instance is ignored.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="eventName">The event's name; compares without case.</param>
    /// <param name="eventPayload">The payload.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the event is stored.</returns>
    public abstract Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <summary>Waits until the instance has begun to run.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instance's state.</returns>
    public virtual Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, CancellationToken cancellation) =>
        WaitForInstanceStartAsync(instanceId, false, cancellation);

    /// <summary>Waits until the instance has begun to run.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="getInputsAndOutputs">Whether to fetch input, output and custom status too.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instance's state.</returns>
    public abstract Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Waits until the instance has completed, failed or been terminated; for ever if it does not exist.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instance's state.</returns>
    public virtual Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation) =>
        WaitForInstanceCompletionAsync(instanceId, false, cancellation);

    /// <summary>Waits until the instance has completed, failed or been terminated; for ever if it does not exist.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="getInputsAndOutputs">Whether to fetch input, output and custom status too.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instance's state.</returns>
    public abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Terminates an instance. What it has started already runs to its end. An unknown instance is ignored.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the request is stored.</returns>
    public virtual Task TerminateInstanceAsync(string instanceId, CancellationToken cancellation) =>
        TerminateInstanceAsync(instanceId, null, cancellation);

    /// <summary>Terminates an instance. What it has started already runs to its end. An unknown instance is ignored.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="output">The instance's output, usually the reason.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the request is stored.</returns>
    public virtual Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        TerminateInstanceAsync(instanceId, output is null ? null : new TerminateInstanceOptions(output), cancellation);

    /// <summary>Terminates an instance. What it has started already runs to its end. An unknown instance is ignored.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="options">The output, and whether sub-orchestrations are terminated too.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the request is stored.</returns>
    public virtual Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support orchestration termination.");

    /// <summary>Suspends an instance: what it started goes on, it does not react until it is resumed.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the request is stored.</returns>
    public virtual Task SuspendInstanceAsync(string instanceId, CancellationToken cancellation) =>
        SuspendInstanceAsync(instanceId, null, cancellation);

    /// <summary>Suspends an instance: what it started goes on, it does not react until it is resumed.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the request is stored.</returns>
    public abstract Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Resumes a suspended instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the request is stored.</returns>
    public virtual Task ResumeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        ResumeInstanceAsync(instanceId, null, cancellation);

    /// <summary>Resumes a suspended instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A task that ends when the request is stored.</returns>
    public abstract Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Reads an instance's state.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>The state, or null if there is no such instance.</returns>
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation) =>
        GetInstanceAsync(instanceId, false, cancellation);

    /// <summary>Reads an instance's state.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="getInputsAndOutputs">Whether to fetch input, output and custom status too.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>The state, or null if there is no such instance.</returns>
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation);

    /// <summary>The former name of <see cref="GetInstanceAsync(string, CancellationToken)"/>.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>The state, or null if there is no such instance.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, CancellationToken cancellation) =>
        GetInstancesAsync(instanceId, false, cancellation);

    /// <summary>The former name of <see cref="GetInstanceAsync(string, bool, CancellationToken)"/>.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="getInputsAndOutputs">Whether to fetch input, output and custom status too.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>The state, or null if there is no such instance.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Lists instances, oldest first, page by page.</summary>
    /// <param name="filter">Which; null means all.</param>
    /// <returns>The instances.</returns>
    public abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null);

    /// <summary>Deletes an ended instance with its history.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>How many instances were deleted: 0 if there is none or it has not ended.</returns>
    public virtual Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        PurgeInstanceAsync(instanceId, null, cancellation);

    /// <summary>Deletes an ended instance with its history.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="options">Whether sub-orchestrations are deleted too.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>How many instances were deleted: 0 if there is none or it has not ended.</returns>
    public virtual Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support purging of orchestration instances.");

    /// <summary>Deletes all ended instances that match a filter.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>How many instances were deleted.</returns>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation) =>
        PurgeAllInstancesAsync(filter, null, cancellation);

    /// <summary>Deletes all ended instances that match a filter.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="options">Whether sub-orchestrations are deleted too.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>How many instances were deleted.</returns>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support purging of orchestration instances.");

    /// <summary>Starts an ended instance again with its original name and input.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="restartWithNewInstanceId">Whether the new instance gets an id of its own.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>The id of the restarted instance.</returns>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has not ended and keeps its id.</exception>
    public virtual Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support orchestration restart.");

    /// <summary>Lists the ids of ended instances by the time they ended.</summary>
    /// <param name="runtimeStatus">Which statuses; null means all ended ones.</param>
    /// <param name="completedTimeFrom">Not ended before.</param>
    /// <param name="completedTimeTo">Not ended after.</param>
    /// <param name="pageSize">How many ids a page holds.</param>
    /// <param name="lastInstanceKey">The continuation token of the page before.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>A page of ids.</returns>
    public virtual Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support listing instance ids by completed time.");

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
