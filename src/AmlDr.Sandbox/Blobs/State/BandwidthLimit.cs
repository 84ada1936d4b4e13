namespace AmlDr.Sandbox.Blobs.State;

/// <summary>How fast an account takes part in server-side copies. Copies share it: each transfer queues behind the ones before.</summary>
internal sealed class BandwidthLimit
{
    private readonly Lock _gate = new();
    private DateTimeOffset _freeAt;
    private long? _bytesPerSecond;

    /// <summary>Sets the limit, in bytes per second; null for none.</summary>
    public void Set(long? bytesPerSecond)
    {
        lock (_gate)
            _bytesPerSecond = bytesPerSecond;
    }

    /// <summary>Books the transfer of so many bytes and returns when it will be through.</summary>
    public DateTimeOffset Book(long bytes, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_bytesPerSecond is not { } rate)
                return now;
            if (_freeAt < now)
                _freeAt = now;
            return _freeAt += TimeSpan.FromSeconds(bytes / (double)rate);
        }
    }
}
