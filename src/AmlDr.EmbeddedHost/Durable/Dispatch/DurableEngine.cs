using AmlDr.EmbeddedHost.Diagnostics;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>The durable engine: a task hub and the dispatchers that work on it.</summary>
internal sealed class DurableEngine : IDisposable
{
    private readonly EngineOptions _options;
    private readonly InFlightLog _inFlight;
    private readonly OrchestrationDispatcher _orchestrations;
    private readonly ActivityDispatcher _activities;
    private readonly DueClock _dueClock;
    private readonly HostMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Lock _idleGate = new();
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <exception cref="HubStorageException">The task hub cannot be opened.</exception>
    public DurableEngine(
        StateFolder folder,
        string hub,
        EngineOptions options,
        HubSettings hubSettings,
        IFunctionRunner functions,
        Func<IFunctionRunner, StepRunner> steps,
        TimeProvider time,
        ICommitObserver? commitObserver,
        IHostApplicationLifetime lifetime,
        HostMetrics metrics,
        ILogger logger)
    {
        _options = options;
        _metrics = metrics;
        _logger = logger;
        Time = time;
        Store = HubStore.Open(folder, hub, hubSettings, time, commitObserver, metrics, logger);
        try
        {
            _inFlight = InFlightLog.Open(folder.InFlight(hub), options.MaxConcurrentActivities);
        }
        catch
        {
            Store.Dispose();
            throw;
        }

        StorageBackoff backoff = new(time, lifetime, logger);
        _dueClock = new DueClock(time, Store);
        _orchestrations = new OrchestrationDispatcher(Store, steps(functions), options, hubSettings, backoff, _dueClock, time,
            new InstanceQueue(options.QueueCapacity), metrics, logger);
        _activities = new ActivityDispatcher(Store, functions, options, _inFlight, backoff, time, logger);
        _dueClock.Due = _orchestrations.TakeDue;
        _dueClock.Failed = backoff.Lost;
        _orchestrations.Idle = SignalIfIdle;
        _activities.Idle = SignalIfIdle;
        Store.Writer.Committed = OnCommitted;
        metrics.Observe("amldr.host.orchestrations.waiting", () => _orchestrations.Waiting, "Instances that wait in memory for a step.");
        metrics.Observe("amldr.host.activities.waiting", () => _activities.Waiting, "Activities that wait in memory.");
        metrics.Observe("amldr.host.activities.running", () => _activities.Running, "Activities that run.");
    }

    public HubStore Store { get; }

    public TimeProvider Time { get; }

    public InstanceWaiters Waiters { get; } = new();

    public EngineOptions Options => _options;

    /// <summary>The next time at which a message falls due, or null.</summary>
    public DateTime? NextDue => _dueClock.Next;

    /// <summary>What runs and waits now.</summary>
    public (int RunningActivities, int WaitingActivities, int RunningSteps, int WaitingInstances) Load =>
        (_activities.Running, _activities.Waiting, _orchestrations.Running, _orchestrations.Waiting);

    private bool IsIdle => _orchestrations.IsIdle && _activities.IsIdle;

    /// <summary>Takes up what the database holds.</summary>
    public async Task StartAsync()
    {
        Store.Writer.Start();
        await CountCrashesAsync();
        _activities.Start();
        _orchestrations.Start();
        _dueClock.ScheduleNext(Time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Begins nothing new, lets what runs come to its end and stores it.</summary>
    public async Task StopAsync(CancellationToken giveUp)
    {
        _dueClock.Dispose();
        try
        {
            await Task.WhenAll(_orchestrations.StopAsync(giveUp), _activities.StopAsync(_options.DrainTimeout, giveUp));
        }
        catch (OperationCanceledException)
        {
            DispatchLog.DrainTimedOut(_logger, _activities.Running, _orchestrations.Running);
        }

        Close(Store.Dispose);
    }

    /// <summary>Lets go of everything as when the process is killed: what is not stored is lost.</summary>
    public void Crash()
    {
        // First, so that what runs now stays marked as running.
        _inFlight.Dispose();
        _dueClock.Dispose();
        _orchestrations.Abandon();
        _activities.Abandon();
        Close(Store.Crash);
    }

    /// <summary>Ends when no step and no activity runs or could run now. Timers that are not due do not count.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task idle;
            lock (_idleGate)
            {
                idle = _idle.Task;
            }

            if (IsIdle)
            {
                return;
            }

            await idle.WaitAsync(cancellation);
        }
    }

    public void Dispose()
    {
        Close(Store.Dispose);
        _dueClock.Dispose();
        _orchestrations.Dispose();
        _activities.Dispose();
    }

    private void Close(Action closeStore)
    {
        if (!_closed)
        {
            _closed = true;
            _inFlight.Dispose();
            closeStore();
        }
    }

    private void OnCommitted(CommitEffects effects)
    {
        _activities.Add(effects.Activities);
        _orchestrations.TakeBack(effects.Unparked);
        _orchestrations.Wake(effects.Wake);
        if (effects.NextDue is { } due)
        {
            _dueClock.At(due);
        }

        Waiters.Notify(effects.StatusChanges);
    }

    private async Task CountCrashesAsync()
    {
        if (_inFlight.Interrupted.Count == 0)
        {
            return;
        }

        List<ParkedActivity> parked = await Store.Writer.ExecuteAsync(tx => ParkedItems.CountCrashes(tx, _inFlight.Interrupted, _options.MaxCrashesPerActivity));
        foreach (ParkedActivity activity in parked)
        {
            _metrics.Parked("activity");
            DispatchLog.ActivityParked(_logger, activity.Name, activity.TaskId, activity.InstanceId, activity.Crashes, activity.Id);
        }
    }

    private void SignalIfIdle()
    {
        if (!IsIdle)
        {
            return;
        }

        lock (_idleGate)
        {
            _idle.TrySetResult();
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
