namespace AmlDr.Sandbox.Faults;

/// <summary>A random generator with a seed that many threads may ask.</summary>
internal sealed class SeededRandom(int seed)
{
    private readonly Lock _gate = new();
    // Draws decide which call fails; they guard nothing.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public double NextDouble()
    {
        lock (_gate)
            return _random.NextDouble();
    }

    public int Next(int below)
    {
        lock (_gate)
            return _random.Next(below);
    }
#pragma warning restore CA5394
}
