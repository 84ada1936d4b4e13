namespace AmlDr.Sandbox.Arm;

/// <summary>A bucket that fills at a steady rate up to its size; a call takes one token. Not safe for threads.</summary>
internal sealed class TokenBucket
{
    private readonly double _size;
    private readonly double _perSecond;
    private double _tokens;
    private DateTimeOffset _filledAt;

    public TokenBucket(double size, double perSecond, DateTimeOffset now)
    {
        _size = size;
        _perSecond = perSecond;
        _tokens = size;
        _filledAt = now;
    }

    public int Remaining => (int)_tokens;

    /// <summary>How long until a token is there; zero when there is one.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        // A clock that was set back must not drain the bucket.
        double elapsed = Math.Max(0, (now - _filledAt).TotalSeconds);
        _tokens = Math.Min(_size, _tokens + (elapsed * _perSecond));
        _filledAt = now;
        return _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / _perSecond);
    }

    public void Take() => _tokens -= 1;
}
