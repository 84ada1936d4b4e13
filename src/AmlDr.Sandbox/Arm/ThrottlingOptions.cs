namespace AmlDr.Sandbox.Arm;

/// <summary>
/// Rates of Resource Manager's token buckets. There is one bucket per region, subscription, principal and kind of operation, and one
/// per region, subscription and kind for all principals together.
/// </summary>
public sealed record ThrottlingOptions
{
    /// <summary>Whether calls are throttled at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Reads that a full bucket allows at once.</summary>
    public int ReadBurst { get; init; } = 250;

    /// <summary>Reads per second in the long run.</summary>
    public double ReadsPerSecond { get; init; } = 25;

    /// <summary>Writes (PUT, PATCH, POST) that a full bucket allows at once.</summary>
    public int WriteBurst { get; init; } = 200;

    /// <summary>Writes per second in the long run.</summary>
    public double WritesPerSecond { get; init; } = 10;

    /// <summary>Deletes that a full bucket allows at once.</summary>
    public int DeleteBurst { get; init; } = 200;

    /// <summary>Deletes per second in the long run.</summary>
    public double DeletesPerSecond { get; init; } = 10;

    /// <summary>How many times larger the buckets for all principals together are.</summary>
    public int GlobalFactor { get; init; } = 15;

    /// <summary>Says what is wrong with the values, one sentence per mistake.</summary>
    public IEnumerable<string> Validate()
    {
        foreach ((string name, double value) in new (string, double)[]
        {
            ("readBurst", ReadBurst), ("readsPerSecond", ReadsPerSecond), ("writeBurst", WriteBurst), ("writesPerSecond", WritesPerSecond),
            ("deleteBurst", DeleteBurst), ("deletesPerSecond", DeletesPerSecond), ("globalFactor", GlobalFactor),
        })
        {
            if (!(value > 0))
                yield return $"'{name}' is {value}; it must be above 0.";
        }
    }
}
