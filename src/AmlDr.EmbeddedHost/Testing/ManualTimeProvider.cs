namespace AmlDr.EmbeddedHost.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers ring inside <see cref="Advance"/>, in the order in which they fall due, with
/// the clock at their time.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly TimeZoneInfo _zone;
    private DateTimeOffset _now;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">The first time; default 1 January 2030, 00:00 UTC.</param>
    /// <param name="zone">The local time zone; default UTC.</param>
    public ManualTimeProvider(DateTimeOffset? start = null, TimeZoneInfo? zone = null)
    {
        _now = start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _zone = zone ?? TimeZoneInfo.Utc;
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _zone;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer rings; null if none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                return _timers.Min(timer => timer.Due);
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock forward and rings what falls due on the way.</summary>
    /// <param name="span">How far; not negative.</param>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        MoveTo(GetUtcNow() + span);
    }

    /// <summary>Moves the clock forward to a time and rings what falls due on the way.</summary>
    /// <param name="target">The time; a past one changes nothing.</param>
    public void MoveTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer)
        {
            timer.Ring();
        }

        lock (_gate)
        {
            _now = target > _now ? target : _now;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            ManualTimer? next = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next?.Due is { } due)
            {
                _now = due > _now ? due : _now;
                next.Due = next.Period > TimeSpan.Zero ? due + next.Period : null;
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                clock._timers.Remove(this);
                clock._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                Due = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
