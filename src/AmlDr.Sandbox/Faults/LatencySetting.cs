using AmlDr.Sandbox.Observation;

namespace AmlDr.Sandbox.Faults;

/// <summary>How long a call waits before it is served.</summary>
public sealed record LatencySetting
{
    /// <summary>The service; null for all.</summary>
    public AzureService? Service { get; init; }

    /// <summary>The region; null for all. The narrowest setting that fits a call counts alone.</summary>
    public string? Region { get; init; }

    /// <summary>Milliseconds that every call waits.</summary>
    public int Milliseconds { get; init; }

    /// <summary>Up to so many more milliseconds, drawn for each call.</summary>
    public int JitterMilliseconds { get; init; }
}
