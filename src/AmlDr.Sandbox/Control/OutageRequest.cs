using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Control;

/// <summary>Body of the outage route.</summary>
internal sealed record OutageRequest
{
    public required bool Down { get; init; }

    public OutageMode Mode { get; init; } = OutageMode.Mix;

    /// <summary>Seconds of the simulator's clock after which the region returns by itself; null for an outage without end.</summary>
    public double? Seconds { get; init; }
}
