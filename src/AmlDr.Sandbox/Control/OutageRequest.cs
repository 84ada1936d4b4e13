using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Control;

/// <summary>Body of the outage route.</summary>
internal sealed record OutageRequest
{
    public required bool Down { get; init; }

    public OutageMode Mode { get; init; } = OutageMode.Mix;
}
