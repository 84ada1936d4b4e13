namespace AmlDr.Azure.Pipeline;

/// <summary>
/// A token bucket that callers wait for instead of running into 429, and that learns from the server: what it says remains is believed
/// when it is less than ours, and after 429 nothing is sent before the time it names, because a call sent earlier starts the wait anew
/// (<c>facts/aml-rest.md</c> 1.5).
/// </summary>
/// <remarks>
/// Kept as the time at which the bucket will be full again (generic cell rate algorithm): one number, first come, first served.
/// </remarks>
internal sealed class CallRateLimiter
{
    private readonly TimeProvider _clock;
    private readonly long _ticksPerCall;
    private readonly long _burst;
    private readonly Lock _gate = new();
    private long _fullAt;
    private long _closedUntil;

    /// <summary>Creates a full bucket.</summary>
    /// <param name="burst">The calls that a full bucket holds.</param>
    /// <param name="callsPerSecond">The calls that come back per second.</param>
    /// <param name="clock">The clock.</param>
    public CallRateLimiter(int burst, double callsPerSecond, TimeProvider clock)
    {
        _clock = clock;
        _burst = burst;
        _ticksPerCall = (long)(clock.TimestampFrequency / callsPerSecond);
        _fullAt = clock.GetTimestamp();
        _closedUntil = _fullAt;
    }

    /// <summary>Takes one call from the bucket, waiting until it holds one.</summary>
    /// <param name="cancellationToken">Gives up the wait. The call's place stays taken.</param>
    /// <returns>When the call may be made.</returns>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Reserve() is { } wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _clock, cancellationToken);
            if (!IsClosed())
            {
                return;
            }
        }
    }

    /// <summary>Takes over what the server says it would still let through.</summary>
    /// <param name="remaining">The calls that remain.</param>
    public void ReportRemaining(long remaining)
    {
        lock (_gate)
        {
            _fullAt = Math.Max(_fullAt, _clock.GetTimestamp() + ((_burst - remaining) * _ticksPerCall));
        }
    }

    /// <summary>Lets nothing through for a time.</summary>
    /// <param name="duration">What the server asked for.</param>
    public void Close(TimeSpan duration)
    {
        lock (_gate)
        {
            long now = _clock.GetTimestamp();
            _closedUntil = Math.Max(_closedUntil, now + (long)(duration.TotalSeconds * _clock.TimestampFrequency));

            // The server's bucket is empty and fills while we wait.
            _fullAt = Math.Max(_fullAt, now + (_burst * _ticksPerCall));
        }
    }

    private TimeSpan Reserve()
    {
        lock (_gate)
        {
            long now = _clock.GetTimestamp();

            // While it is closed the bucket fills to the brim and no further: those who wait then are not let through all at once.
            long opensAt = Math.Max(now, _closedUntil);
            _fullAt = Math.Max(_fullAt, opensAt) + _ticksPerCall;
            long admittedAt = Math.Max(_fullAt - (_burst * _ticksPerCall), opensAt);
            return admittedAt <= now ? TimeSpan.Zero : _clock.GetElapsedTime(now, admittedAt);
        }
    }

    private bool IsClosed()
    {
        lock (_gate)
        {
            return _closedUntil > _clock.GetTimestamp();
        }
    }
}
