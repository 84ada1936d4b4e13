using System.Diagnostics;
using System.Globalization;
using AmlDr.EmbeddedHost.Diagnostics;
using AmlDr.EmbeddedHost.Durable.Dispatch;
using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;

namespace AmlDr.EmbeddedHost.Durable.Client;

/// <summary>The durable client that functions are given.</summary>
internal sealed class EmbeddedDurableTaskClient(
    DurableEngine engine,
    DataConverter converter,
    DurableTaskWorkerOptions.VersioningOptions? versioning,
    string hub,
    Func<string?, string, HttpManagementPayload> managementAddresses) : DurableTaskClient(hub)
{
    private const int PurgePage = 200;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        string instanceId = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId;
        InstanceIds.Check(instanceId);
        IReadOnlySet<InstanceStatus> refusing = RefusingStatuses(options?.DedupeStatuses);
        using Activity? span = HostTracing.Source.StartActivity($"amldr.host.start {orchestratorName.Name}", ActivityKind.Producer);
        span?.SetTag("amldr.host.instance", instanceId);
        NewInstance instance = new(
            instanceId, orchestratorName.Name, options?.Version?.Version ?? versioning?.DefaultVersion, converter.Serialize(input))
        {
            StartAt = options?.StartAt?.UtcDateTime,
            Tags = options?.Tags,
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
        };
        await engine.Store.Writer.ExecuteAsync(tx =>
        {
            InstanceCommands.Start(tx, instance, refusing);
            return true;
        });
        return instanceId;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return DeliverAsync(instanceId, HistoryEventType.EventRaised, eventName, converter.Serialize(eventPayload), false, cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) => DeliverAsync(
            instanceId, HistoryEventType.ExecutionTerminated, null, converter.Serialize(options?.Output), options?.Recursive ?? false, cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        DeliverAsync(instanceId, HistoryEventType.ExecutionSuspended, null, reason, false, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        DeliverAsync(instanceId, HistoryEventType.ExecutionResumed, null, reason, false, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => engine.Waiters.WaitAsync(
            instanceId,
            () => Find(instanceId, getInputsAndOutputs) is { RuntimeStatus: not OrchestrationRuntimeStatus.Pending } state ? state : null,
            cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => engine.Waiters.WaitAsync(
            instanceId, () => Find(instanceId, getInputsAndOutputs) is { IsCompleted: true } state ? state : null, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Find(instanceId, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        filter ??= new OrchestrationQuery();
        InstanceFilter conditions = new()
        {
            CreatedFrom = filter.CreatedFrom?.UtcDateTime,
            CreatedTo = filter.CreatedTo?.UtcDateTime,
            IdPrefix = filter.InstanceIdPrefix,
            Statuses = Statuses(filter.Statuses),
        };
        bool otherHub = filter.TaskHubNames?.Any() == true && !filter.TaskHubNames.Contains(Name, StringComparer.OrdinalIgnoreCase);
        return Pageable.Create((token, size, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            int limit = Math.Max(1, size ?? filter.PageSize);
            long after = ParseToken(token ?? filter.ContinuationToken);
            List<InstanceState> states = otherHub
                ? []
                : engine.Store.Read(connection => InstanceQueries.Page(connection, conditions, after, limit, filter.FetchInputsAndOutputs));
            string? next = states.Count == limit ? states[^1].Row.Key.ToString(CultureInfo.InvariantCulture) : null;
            return Task.FromResult(new Page<OrchestrationMetadata>([.. states.Select(ToMetadata)], next));
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return new PurgeResult(await engine.Store.Writer.ExecuteAsync(tx => InstanceCommands.Purge(tx, instanceId, options?.Recursive ?? false)));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        InstanceFilter conditions = new()
        {
            CreatedFrom = filter.CreatedFrom?.UtcDateTime,
            CreatedTo = filter.CreatedTo?.UtcDateTime,
            Statuses = Statuses(filter.Statuses),
            EndedOnly = true,
        };
        long started = engine.Time.GetTimestamp();
        int count = 0;
        long after = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (filter.Timeout is { } timeout && engine.Time.GetElapsedTime(started) >= timeout)
            {
                return new PurgeResult(count, isComplete: false);
            }

            // Pages, so that a large purge does not hold up the orchestrations.
            List<InstanceState> page = engine.Store.Read(connection => InstanceQueries.Page(connection, conditions, after, PurgePage, payloads: false));
            count += await engine.Store.Writer.ExecuteAsync(tx => page.Sum(state => InstanceCommands.Purge(tx, state.Row.InstanceId, options?.Recursive ?? false)));
            if (page.Count < PurgePage)
            {
                return new PurgeResult(count, isComplete: filter.Timeout is null ? null : true);
            }

            after = page[^1].Row.Key;
        }
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        string newInstanceId = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await engine.Store.Writer.ExecuteAsync(tx =>
        {
            InstanceCommands.Restart(tx, instanceId, newInstanceId);
            return true;
        });
        return newInstanceId;
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        int limit = Math.Max(1, pageSize);
        (long, long) after = (0, 0);
        if (lastInstanceKey?.Split('.') is [var completed, var key])
        {
            after = (ParseToken(completed), ParseToken(key));
        }

        List<(string InstanceId, long CompletedAt, long Key)> rows = engine.Store.Read(connection => InstanceQueries.EndedPage(
            connection, Statuses(runtimeStatus), completedTimeFrom?.UtcDateTime, completedTimeTo?.UtcDateTime, after, limit));
        string? next = rows.Count == limit ? FormattableString.Invariant($"{rows[^1].CompletedAt}.{rows[^1].Key}") : null;
        return Task.FromResult(new Page<string>([.. rows.Select(row => row.InstanceId)], next));
    }

    /// <summary>The management addresses of an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="authority">The scheme, host and port that the addresses get; null means where the host listens.</param>
    public HttpManagementPayload ManagementAddresses(string instanceId, string? authority) => managementAddresses(authority, instanceId);

    public override ValueTask DisposeAsync() => default;

    private static List<InstanceStatus>? Statuses(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        statuses?.Select(status => (InstanceStatus)status).ToList();

    private static long ParseToken(string? token) => token is null ? 0
        : long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
        : throw new ArgumentException($"The continuation token '{token}' is not one that this client gave.");

    private async Task DeliverAsync(
        string instanceId, HistoryEventType type, string? name, string? payload, bool recursive, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        await engine.Store.Writer.ExecuteAsync(tx => InstanceCommands.Deliver(
            tx, instanceId, new HistoryEvent(type, tx.Now) { Name = name, Payload = payload, Recursive = recursive }));
    }

    private IReadOnlySet<InstanceStatus> RefusingStatuses(IReadOnlyList<string>? dedupeStatuses)
    {
        if (dedupeStatuses is null)
        {
            return engine.Options.DefaultRefusingStatuses;
        }

        HashSet<InstanceStatus> refusing = [];
        foreach (string status in dedupeStatuses)
        {
            if (!Enum.TryParse(status, ignoreCase: true, out OrchestrationRuntimeStatus parsed) || !Enum.IsDefined(parsed))
            {
                throw new ArgumentException($"Invalid orchestration runtime status: '{status}' for deduplication.", nameof(dedupeStatuses));
            }

            refusing.Add((InstanceStatus)parsed);
        }

        return refusing;
    }

    private OrchestrationMetadata? Find(string instanceId, bool payloads) =>
        engine.Store.Read(connection => InstanceQueries.Find(connection, instanceId, payloads)) is { } state ? ToMetadata(state) : null;

    private OrchestrationMetadata ToMetadata(InstanceState state) => new(state.Row.Name, state.Row.InstanceId)
    {
        RuntimeStatus = state.Row.Status.ToRuntimeStatus(),
        CreatedAt = new DateTimeOffset(state.Row.CreatedAt),
        LastUpdatedAt = new DateTimeOffset(state.Row.UpdatedAt),
        SerializedInput = state.Payloads?.Input,
        SerializedOutput = state.Payloads?.Output,
        SerializedCustomStatus = state.Payloads?.CustomStatus,
        FailureDetails = state.Failure?.ToDetails(),
        Tags = state.Row.Tags,
        DataConverter = state.Payloads is null ? null : converter,
    };
}
