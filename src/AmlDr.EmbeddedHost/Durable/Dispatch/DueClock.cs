using AmlDr.EmbeddedHost.Durable.Storage;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>One timer for the next message that falls due: durable timers, retries and delayed starts. Nothing polls.</summary>
internal sealed class DueClock : IDisposable
{
    /// <summary>System timers have an upper limit; a longer wait is cut and looked at again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly HubStore _store;
    private readonly ITimer _timer;
    private DateTime? _next;
    private bool _stopped;

    public DueClock(TimeProvider time, HubStore store)
    {
        _time = time;
        _store = store;
        _timer = time.CreateTimer(static state => ((DueClock)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Called when messages have fallen due.</summary>
    public Action? Due { get; set; }

    /// <summary>Called when the task hub cannot be read.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>The next time something falls due, or null.</summary>
    public DateTime? Next
    {
        get
        {
            lock (_gate)
            {
                return _next;
            }
        }
    }

    /// <summary>Notes that something falls due.</summary>
    public void At(DateTime due)
    {
        lock (_gate)
        {
            if (_stopped || (_next is { } known && known <= due))
            {
                return;
            }

            _next = due;
            TimeSpan wait = due - _time.GetUtcNow().UtcDateTime;
            // Timers count whole milliseconds; ringing early would find nothing.
            wait = wait < TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Asks the database for the next due time.</summary>
    public void ScheduleNext(DateTime now)
    {
        if (_store.Read(connection => InboxTable.NextDue(connection, now)) is { } due)
        {
            At(due);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
        }

        _timer.Dispose();
    }

    private void Ring()
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            _next = null;
        }

        try
        {
            DateTime now = _time.GetUtcNow().UtcDateTime;
            Due?.Invoke();
            ScheduleNext(now);
        }
        catch (Exception exception) when (exception is HubStorageException or ObjectDisposedException)
        {
            // The hub may have been closed while the timer rang.
            if (!_stopped)
            {
                Failed?.Invoke(exception);
            }
        }
    }
}
