namespace AmlDr.Sandbox.Faults;

/// <summary>
/// How many times faster than real time the simulated services work. Instants are never scaled: tokens, signatures and time stamps go by
/// the real clock, only waits and rates change.
/// </summary>
internal sealed class Pace(double speed)
{
    public double Speed => speed;

    /// <summary>The real time that a simulated one takes.</summary>
    public TimeSpan Real(TimeSpan simulated) => simulated / speed;

    /// <summary>What <c>Retry-After</c> must say in real seconds for a wait of so many simulated ones: rounded up, never 0 unless the wait is.</summary>
    public int RetryAfter(int simulatedSeconds) => (int)Math.Ceiling(simulatedSeconds / speed);
}
