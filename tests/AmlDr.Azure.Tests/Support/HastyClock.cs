namespace AmlDr.Azure.Tests.Support;

/// <summary>A clock on which every wait is over within a moment, and has taken as long as was asked for.</summary>
internal sealed class HastyClock : TimeProvider
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);
    private long _skipped;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _skipped);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromSeconds((double)Interlocked.Read(ref _skipped) / TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= Moment)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Interlocked.Add(ref _skipped, (long)(dueTime.TotalSeconds * TimestampFrequency));
        return base.CreateTimer(callback, state, Moment, period);
    }
}
