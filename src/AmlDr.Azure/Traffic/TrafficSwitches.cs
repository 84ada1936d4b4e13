using AmlDr.Azure.Arm;
using AmlDr.Azure.Blobs;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;

namespace AmlDr.Azure.Traffic;

/// <summary>The ways by which a pair's clients are turned, as its policy names them.</summary>
public sealed class TrafficSwitches
{
    private readonly ArmClientFactory _arm;
    private readonly BlobClientFactory _blobs;
    private readonly TimeProvider _clock;

    internal TrafficSwitches(ArmClientFactory arm, BlobClientFactory blobs, TimeProvider clock)
    {
        _arm = arm;
        _blobs = blobs;
        _clock = clock;
    }

    /// <summary>Lists the ways of a pair: Front Door, Traffic Manager, DNS, patches, and the workspace pointer last.</summary>
    /// <param name="pair">The pair, primary and secondary as the settings name them.</param>
    /// <returns>The ways; none when the policy names none.</returns>
    public IReadOnlyList<ITrafficSwitch> For(Pair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        TrafficPolicy traffic = pair.Policy.Traffic;
        TrafficRule[] rules =
        [
            .. traffic.FrontDoor.Select(one => new FrontDoorRule(one)), .. traffic.TrafficManager.Select(one => new TrafficManagerRule(one)),
            .. traffic.Dns.Select(one => new DnsRule(one)), .. traffic.Patches.Select(one => new PatchRule(one)),
        ];
        return
        [
            .. rules.Select(rule => new ArmTrafficSwitch(rule, _arm, _clock)),
            .. pair.Policy.Pointer is null ? Array.Empty<ITrafficSwitch>() : [new WorkspacePointer(pair, _blobs)],
        ];
    }
}
