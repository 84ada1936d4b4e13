using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>What the app called while it carried out an operation, from the simulator's log.</summary>
internal sealed class OperationCalls
{
    // No call to a region that may be dead is waited for longer.
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromSeconds(10);

    // From the caller's giving up to the simulator's noticing it.
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(2);

    private readonly SimulatedAzure _azure;
    private readonly CallRecord[] _calls;

    public OperationCalls(SimulatedAzure azure, long since)
    {
        _azure = azure;
        _calls = [.. azure.Calls.Read(new CallQuery { Since = since })];
        OfArm = [.. _calls.Where(call => call.Service == AzureService.Arm)];
    }

    /// <summary>Every call to Resource Manager.</summary>
    public IReadOnlyList<CallRecord> OfArm { get; }

    /// <summary>Calls to anything of the primary region.</summary>
    public IReadOnlyList<CallRecord> ToPrimary => [.. _calls.Where(call => call.Region == WorldTopology.PrimaryRegion)];

    /// <summary>Calls to the control store.</summary>
    public IEnumerable<CallRecord> OfControlStore => _calls.Where(call => call.Service == AzureService.Blob && call.Account == _azure.World.ControlAccount.Name);

    /// <summary>All calls.</summary>
    public int Count => _calls.Length;

    /// <summary>Writes to the secondary region that Resource Manager let through; they are what its limit counts.</summary>
    public int Writes => OfArm.Count(call => call.Region == WorldTopology.SecondaryRegion && call.Method is not ("GET" or "HEAD") && call.Status != 429);

    /// <summary>Calls to the primary region that were waited for too long.</summary>
    public IEnumerable<string> CallsWithoutDeadline() => ToPrimary
        .Where(call => call.DurationMilliseconds > (LongestDeadline + Notice).TotalMilliseconds)
        .Select(call => $"{call.Operation} {call.Path} was waited for {call.DurationMilliseconds / 1000:0.0} s");

    /// <summary>Resources of the secondary that were written with effect more often than allowed.</summary>
    /// <param name="most">How often a resource may be written, by its path below the workspace.</param>
    public IEnumerable<string> RepeatedWrites(Func<string, int> most)
    {
        string workspace = _azure.World.Secondary.ResourceId + "/";
        return OfArm.Where(call => call.TookEffect && call.Method is "PUT" or "PATCH" && call.Path.StartsWith(workspace, StringComparison.OrdinalIgnoreCase))
            .CountBy(call => Uri.UnescapeDataString(call.Path[workspace.Length..].Split('?')[0]))
            .Where(path => path.Value > most(path.Key))
            .Select(path => $"{path.Key} was written {path.Value} times");
    }

    /// <summary>How often clients were turned: writes with effect per region's Traffic Manager endpoint, and of the pointer.</summary>
    public IReadOnlyDictionary<string, int> Switches() => new[]
    {
        (Name: WorldTopology.PrimaryRegion, Count: WritesOf(OperatingPolicy.EndpointOf(WorldTopology.PrimaryRegion))),
        (Name: WorldTopology.SecondaryRegion, Count: WritesOf(OperatingPolicy.EndpointOf(WorldTopology.SecondaryRegion))),
        (Name: "pointer", Count: WritesOf($"/{_azure.World.ControlAccount.Name}/{OperatingPolicy.PointerContainer}/{OperatingPolicy.PointerName}")),
    }.ToDictionary(entry => entry.Name, entry => entry.Count);

    /// <summary>How often a resource may be written: what is made at the failover a second time, for its traffic.</summary>
    public static int OnceOrAsMade(string path) => path == $"onlineEndpoints/{ServingPlan.ColdEndpoint}" ? 2 : 1;

    private int WritesOf(string path) => _calls.Count(call => call.TookEffect && call.Path.Split('?')[0].Equals(path, StringComparison.OrdinalIgnoreCase));
}
