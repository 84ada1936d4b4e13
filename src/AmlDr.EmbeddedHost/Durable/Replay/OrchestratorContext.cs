using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>What an orchestrator works with during one step: it collects the actions and hands out the results of earlier ones.</summary>
internal sealed partial class OrchestratorContext : TaskOrchestrationContext, IDisposable
{
    private const string LogCategory = "AmlDr.EmbeddedHost.Orchestrator";

    private readonly OrchestratorIdentity _identity;
    private readonly OrchestratorThread _thread;
    private readonly DataConverter _converter;
    private readonly string _defaultVersion;
    private readonly List<CancellationTokenRegistration> _registrations = [];
    private readonly List<IAsyncDisposable> _ofStep = [];
    private readonly RetryLoop _retries;
    private int _nextTaskId;
    private int _guids;
    private object? _customStatus;

    public OrchestratorContext(
        OrchestratorIdentity identity, OrchestratorThread thread, DataConverter converter, ILoggerFactory loggerFactory, string defaultVersion)
    {
        _identity = identity;
        _thread = thread;
        _converter = converter;
        _defaultVersion = defaultVersion;
        LoggerFactory = loggerFactory;
        Events = new ExternalEvents(converter);
        _retries = new RetryLoop(this, CreateReplaySafeLogger(LogCategory));
    }

    public override TaskName Name => _identity.Name;

    public override string InstanceId => _identity.InstanceId;

    public override string Version => _identity.Version;

    public override ParentOrchestrationInstance? Parent => _identity.Parent;

    public override DateTime CurrentUtcDateTime => Time;

    public override bool IsReplaying => Replaying;

    /// <summary>The trace that the orchestration belongs to.</summary>
    public (string? Parent, string? State) Trace => (_identity.TraceParent, _identity.TraceState);

    public DateTime Time { get; set; }

    public bool Replaying { get; set; } = true;

    /// <summary>Actions that the history does not have yet, by sequence number.</summary>
    public SortedDictionary<int, OrchestratorAction> Pending { get; } = [];

    public Dictionary<int, OpenTask> Open { get; } = [];

    public ExternalEvents Events { get; }

    /// <summary>Timers that were cancelled in the new part of the step.</summary>
    public List<int> CancelledTimers { get; } = [];

    /// <summary>What the orchestrator starts over with; null unless it said so.</summary>
    public (string? Input, string? Version, bool PreserveEvents)? Next { get; private set; }

    /// <summary>The orchestrator's serialized custom status.</summary>
    public string? SerializedCustomStatus => _converter.Serialize(_customStatus);

    protected override ILoggerFactory LoggerFactory { get; }

    public override T? GetInput<T>()
        where T : default
    {
        EnsureOrchestratorThread();
        return ConvertInput(typeof(T)) is T input ? input : default;
    }

    /// <summary>The input as a type.</summary>
    /// <exception cref="InvalidCastException">It is of another shape.</exception>
    public object? ConvertInput(Type type)
    {
        try
        {
            return _converter.Deserialize(_identity.Input, type);
        }
        catch (JsonException exception)
        {
            throw new InvalidCastException($"The input of orchestration '{Name}' cannot be read as {type}: {exception.Message}", exception);
        }
    }

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        EnsureOrchestratorThread();
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was given as the activity's input. Name the argument: options: …, or input: null.", nameof(input));
        }

        string version = options?.Version is { } asked ? asked.Version : Version;
        return await _retries.RunAsync(options?.Retry, () => ScheduleAsync<TResult>(new OrchestratorAction(
            HistoryEventType.TaskScheduled, _nextTaskId++, name.Name)
        { Version = version, Payload = _converter.Serialize(input) }));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        EnsureOrchestratorThread();
        // Every attempt has the same id: a failed attempt is replaced by the next one.
        string instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        InstanceIds.Check(instanceId);
        string version = options?.Version is { } asked ? asked.Version : _defaultVersion;
        return await _retries.RunAsync(options?.Retry, () => ScheduleAsync<TResult>(new OrchestratorAction(
            HistoryEventType.SubOrchestrationCreated, _nextTaskId++, orchestratorName.Name)
        {
            Version = version,
            InstanceId = instanceId,
            Payload = _converter.Serialize(input),
            Tags = options?.Tags?.ToImmutableDictionary(),
        }));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureOrchestratorThread();
        int id = _nextTaskId++;
        OpenTask timer = Add(new OrchestratorAction(HistoryEventType.TimerCreated, id, null) { FireAt = fireAt.ToUniversalTime() });
        if (cancellationToken.CanBeCanceled)
        {
            _registrations.Add(cancellationToken.UnsafeRegister(_ => CancelTimer(id, timer, cancellationToken), null));
        }

        await timer.Completion.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureOrchestratorThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ExternalEvents.Waiter<T> waiter = (ExternalEvents.Waiter<T>)Events.Wait(eventName, typeof(T), static _ => new ExternalEvents.Waiter<T>());
        if (cancellationToken.CanBeCanceled)
        {
            _registrations.Add(cancellationToken.UnsafeRegister(_ => waiter.Cancel(cancellationToken), null));
        }

        return waiter.Received;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        EnsureOrchestratorThread();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        int id = _nextTaskId++;
        Pending.Add(id, new OrchestratorAction(HistoryEventType.EventSent, id, eventName)
        {
            InstanceId = instanceId,
            Payload = _converter.Serialize(payload),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureOrchestratorThread();
        _customStatus = customStatus;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        EnsureOrchestratorThread();
        string? version = string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion;
        Next = (_converter.Serialize(options.NewInput), version, options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        EnsureOrchestratorThread();
        return DeterministicGuid.Create(string.Create(CultureInfo.InvariantCulture, $"{InstanceId}_{CurrentUtcDateTime:o}_{_guids++}"));
    }

    /// <summary>Uses up a sequence number without an action.</summary>
    public void SkipTaskId() => _nextTaskId++;

    /// <summary>Disposes something when the step is over, whether or not the orchestrator has ended.</summary>
    public void DisposeWithStep(IAsyncDisposable resource) => _ofStep.Add(resource);

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        foreach (IAsyncDisposable resource in _ofStep)
        {
            // The step does not wait for services that take their time.
            _ = DisposeAsync(resource);
        }
    }

    private async Task DisposeAsync(IAsyncDisposable resource)
    {
        try
        {
            await resource.DisposeAsync();
        }
#pragma warning disable CA1031 // The step is over; what the app's services throw when they are let go changes nothing of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ServicesNotDisposed(LoggerFactory.CreateLogger(LogCategory), exception, InstanceId);
        }
    }

    private async Task<TResult> ScheduleAsync<TResult>(OrchestratorAction action)
    {
        string? result = await Add(action).Completion.Task;
        return result is null ? default! : _converter.Deserialize<TResult>(result)!;
    }

    private OpenTask Add(OrchestratorAction action)
    {
        Pending.Add(action.TaskId, action);
        OpenTask task = new(action.Name);
        Open.Add(action.TaskId, task);
        return task;
    }

    private void CancelTimer(int id, OpenTask timer, CancellationToken token)
    {
        if (!timer.Completion.TrySetCanceled(token))
        {
            return;
        }

        Open.Remove(id);
        if (!Replaying)
        {
            CancelledTimers.Add(id);
        }
    }

    private void EnsureOrchestratorThread()
    {
        if (!_thread.IsCurrent)
        {
            _thread.ReportViolation();
            throw new InvalidOperationException(EngineErrors.IllegalAwait);
        }
    }

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "A service that orchestration {InstanceId} used in a step threw when it was disposed.")]
    private static partial void ServicesNotDisposed(ILogger logger, Exception exception, string instanceId);
}
