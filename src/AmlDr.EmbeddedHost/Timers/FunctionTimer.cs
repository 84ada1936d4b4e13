using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Timers;

/// <summary>Runs one timer function on its schedule, never twice at once.</summary>
internal sealed class FunctionTimer : IDisposable
{
    /// <summary>System timers have an upper limit; a longer wait is cut and looked at again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly FunctionDescriptor _function;
    private readonly TimerTriggerAttribute _trigger;
    private readonly TimerSchedule _schedule;
    private readonly FunctionPipeline _pipeline;
    private readonly HubStore _store;
    private readonly TimeProvider _time;
    private readonly TimeSpan? _timeout;
    private readonly ILogger _logger;
    private readonly bool _monitored;
    private readonly SemaphoreSlim _oneRun = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private StoredSchedule _state;
    private Task _cycle = Task.CompletedTask;

    public FunctionTimer(
        FunctionDescriptor function,
        TimerSchedule schedule,
        FunctionPipeline pipeline,
        HubStore store,
        TimeProvider time,
        TimeSpan? timeout,
        ILogger logger)
    {
        _function = function;
        _trigger = (TimerTriggerAttribute)function.Trigger;
        _schedule = schedule;
        _pipeline = pipeline;
        _store = store;
        _time = time;
        _timeout = timeout;
        _logger = logger;
        _monitored = _trigger.UseMonitor && !schedule.IsMoreFrequentThanAMinute(Now);
        _state = new StoredSchedule(schedule.Text, default, schedule.Next(Now), default);
        _timer = time.CreateTimer(static self => ((FunctionTimer)self!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a run is under way, or its end is being stored.</summary>
    public bool IsRunning => _oneRun.CurrentCount == 0 || !_cycle.IsCompleted;

    private DateTime Now => DateTime.SpecifyKind(_time.GetLocalNow().DateTime, DateTimeKind.Unspecified);

    /// <summary>Begins the schedule: a missed run is made up for, and a run on startup is done, without waiting for it.</summary>
    public async Task StartAsync()
    {
        DateTime? missed = _monitored ? await RestoreAsync() : null;
        TimerLog.Scheduled(_logger, _function.Name, _schedule.Text, _state.Next);
        if (missed is { } due)
        {
            TimerLog.PastDue(_logger, _function.Name, due);
            _cycle = RunAndArmAsync(isPastDue: true);
        }
        else if (_trigger.RunOnStartup)
        {
            _cycle = RunAndArmAsync(isPastDue: false);
        }
        else
        {
            Arm();
        }
    }

    /// <summary>Runs the function once, behind a run that may be under way.</summary>
    public async Task RunAsync(bool isPastDue, CancellationToken cancellation)
    {
        await _oneRun.WaitAsync(cancellation);
        try
        {
            using CancellationTokenSource timeout = new(_timeout ?? Timeout.InfiniteTimeSpan, _time);
            using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token, timeout.Token);
            TimerInfo info = new()
            {
                IsPastDue = isPastDue,
                ScheduleStatus = _monitored ? new ScheduleStatus { Last = _state.Last, Next = _state.Next, LastUpdated = _state.Updated } : null,
            };
            await _pipeline.InvokeAsync(_function, new FunctionTrigger(info), linked.Token);
        }
        finally
        {
            _oneRun.Release();
        }
    }

    /// <summary>Ends when no run is under way.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellation)
    {
        await _cycle.WaitAsync(cancellation);
        await _oneRun.WaitAsync(cancellation);
        _oneRun.Release();
    }

    /// <summary>Ends the schedule; a run under way is told so, and waited for.</summary>
    public async Task StopAsync(CancellationToken giveUp)
    {
        await _timer.DisposeAsync();
        await _stopping.CancelAsync();
        await WhenIdleAsync(giveUp);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stopping.Dispose();
        _oneRun.Dispose();
    }

    /// <returns>The run that was missed while the host was down, or null.</returns>
    private async Task<DateTime?> RestoreAsync()
    {
        StoredSchedule? stored = _store.Read(connection => ScheduleTable.Find(connection, _function.Name));
        DateTime now = Now;
        if (stored is not null && stored.Schedule == _schedule.Text)
        {
            _state = stored;
            return stored.Next <= now ? stored.Next : null;
        }

        // New, or on another schedule than before: what was due on the old one is none of the new one's business.
        _state = new StoredSchedule(_schedule.Text, stored?.Last ?? default, _schedule.Next(now), now);
        await SaveAsync();
        return null;
    }

    private void Ring()
    {
        if (_state.Next > Now)
        {
            Arm();
        }
        else
        {
            _cycle = RunAndArmAsync(isPastDue: false);
        }
    }

    private async Task RunAndArmAsync(bool isPastDue)
    {
        DateTime started = Now;
        try
        {
            await RunAsync(isPastDue, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // A failed run does not end the schedule; the failure is logged and counted.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            TimerLog.Failed(_logger, exception, _function.Name);
        }

        // Of the runs that fell due during a long run one is made up for, at once; there is never a queue of them.
        _state = new StoredSchedule(_schedule.Text, started, _schedule.Next(started), Now);
        await SaveAsync();
        Arm();
    }

    private async Task SaveAsync()
    {
        if (!_monitored)
        {
            return;
        }

        try
        {
            await _store.Writer.ExecuteAsync(tx => ScheduleTable.Save(tx, _function.Name, _state));
        }
        catch (Exception exception) when (exception is HubStorageException or ObjectDisposedException or OperationCanceledException)
        {
            TimerLog.NotStored(_logger, exception, _function.Name);
        }
    }

    /// <summary>A local time in UTC; one that the clocks skip in spring counts from after the skip.</summary>
    private DateTime ToUtc(DateTime local)
    {
        TimeZoneInfo zone = _time.LocalTimeZone;
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
    }

    private void Arm()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        TimeSpan wait = ToUtc(_state.Next) - _time.GetUtcNow().UtcDateTime;
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }
}
