using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Arm;

/// <summary>How long Resource Manager's long-running operations take.</summary>
public sealed class LongRunningSettings
{
    private readonly Lock _gate = new();
    private readonly SeededRandom _random;
    private readonly Pace _pace;
    private readonly TimeSpan _usual;
    private readonly int _retryAfterSeconds;
    private readonly Dictionary<string, OperationDuration> _durations = new(StringComparer.OrdinalIgnoreCase);

    internal LongRunningSettings(TimeSpan usual, int retryAfterSeconds, Pace pace, SeededRandom random)
    {
        _usual = usual;
        _retryAfterSeconds = retryAfterSeconds;
        _pace = pace;
        _random = random;
    }

    /// <summary>The durations set for single operations and kinds; everything else takes the usual time.</summary>
    public IReadOnlyList<OperationDuration> Durations
    {
        get
        {
            lock (_gate)
                return [.. _durations.Values.OrderBy(duration => duration.Operation, StringComparer.Ordinal)];
        }
    }

    /// <summary>What <c>Retry-After</c> tells those who wait, in real seconds.</summary>
    internal int RetryAfterSeconds => _pace.RetryAfter(_retryAfterSeconds);

    /// <summary>Sets how long an operation, or every operation on a kind, takes from now on.</summary>
    /// <param name="duration">The duration; one for the same operation is replaced.</param>
    /// <exception cref="ArgumentException">The operation is empty or a time is negative.</exception>
    public void Set(OperationDuration duration)
    {
        ArgumentNullException.ThrowIfNull(duration);
        if (string.IsNullOrWhiteSpace(duration.Operation))
            throw new ArgumentException("'operation' is empty; name an operation such as 'onlineEndpoints/deployments:put', or a kind.", nameof(duration));
        if (duration.Milliseconds < 0 || duration.JitterMilliseconds < 0)
            throw new ArgumentException("'milliseconds' and 'jitterMilliseconds' must be 0 or more.", nameof(duration));
        lock (_gate)
            _durations[duration.Operation] = duration;
    }

    /// <summary>Lets everything take the usual time again.</summary>
    public void Clear()
    {
        lock (_gate)
            _durations.Clear();
    }

    /// <summary>How long an operation takes in real time: by its own name, else by its kind, else as usual.</summary>
    internal TimeSpan Draw(string operation)
    {
        lock (_gate)
        {
            OperationDuration? set = _durations.GetValueOrDefault(operation) ?? _durations.GetValueOrDefault(operation.Split(':')[0]);
            return _pace.Real(set is null
                ? _usual
                : TimeSpan.FromMilliseconds(set.Milliseconds + (_random.NextDouble() * set.JitterMilliseconds)));
        }
    }
}
