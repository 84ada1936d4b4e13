namespace AmlDr.Sandbox.Blobs.State;

/// <summary>How fast an account takes part in server-side copies. Copies share it: each transfer queues behind the ones before.</summary>
internal sealed class BandwidthLimit
{
    private readonly Lock _gate = new();
    private DateTimeOffset _freeAt;

    /// <summary>Bytes per second; null for no limit.</summary>
    public long? BytesPerSecond { get; set; }

    /// <summary>Books the transfer of so many bytes and returns when it will be through.</summary>
    public DateTimeOffset Book(long bytes, DateTimeOffset now)
    {
        if (BytesPerSecond is not { } rate)
            return now;
        lock (_gate)
        {
            if (_freeAt < now)
                _freeAt = now;
            return _freeAt += TimeSpan.FromSeconds(bytes / (double)rate);
        }
    }
}
