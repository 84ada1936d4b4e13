using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>
/// How long the simulated services take while an operation runs, and what follows for the shortest time that an operation can take. Azure publishes no
/// figures; these are of the order that is seen: minutes for instances, a minute for an endpoint.
/// </summary>
internal static class SimulatedTimes
{
    private const long ScaleDeployment = 420_000;
    private const long MakeDeployment = 300_000;
    private const long WriteEndpoint = 60_000;
    private const long ScaleCluster = 60_000;
    private const long WriteSchedule = 10_000;
    private const int ArmCall = 100;
    private const int BlobCall = 20;
    private const int ScoringCall = 300;

    /// <summary>Lets the services take their time from now on.</summary>
    public static void Apply(SimulatedAzure azure, double speed)
    {
        Set("onlineEndpoints/deployments:patch", ScaleDeployment);
        Set("onlineEndpoints/deployments:put", MakeDeployment);
        Set("onlineEndpoints:put", WriteEndpoint);
        Set("batchEndpoints:put", WriteEndpoint);
        Set("computes:patch", ScaleCluster);
        Set("schedules:put", WriteSchedule);
        Delay(AzureService.Arm, ArmCall);
        Delay(AzureService.Blob, BlobCall);
        Delay(AzureService.Scoring, ScoringCall);

        void Set(string operation, long milliseconds) => azure.LongRunning.Set(new OperationDuration { Operation = operation, Milliseconds = milliseconds });

        void Delay(AzureService service, int milliseconds) => azure.Latency.Set(new LatencySetting { Service = service, Milliseconds = (int)(milliseconds / speed) });
    }

    /// <summary>The slowest chain of provisioning that bringing the workspace up needs, in simulated seconds.</summary>
    /// <param name="plan">The workspace.</param>
    public static double SlowestChain(ServingPlan plan)
    {
        bool hasCold = plan.Assets.Any(asset => asset.SkipCode == "Cold");
        bool hasWarm = plan.Assets.Any(asset => asset.Kind == "onlineDeployment" && asset.SkipCode is null && asset.Name != ServingPlan.HotEndpoint);
        return new[]
        {
            // Made, given its deployments, given its traffic.
            hasCold ? WriteEndpoint + MakeDeployment + WriteEndpoint : 0,

            // The mirror has given the warm ones their traffic.
            hasWarm ? ScaleDeployment : 0,
            ScaleCluster + WriteSchedule,
        }.Max() / 1000.0;
    }

    /// <summary>What Resource Manager's limit adds for so many writes, in simulated seconds.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="rates">The rates.</param>
    public static double WriteLimit(int writes, ThrottlingOptions rates) => Math.Max(0, writes - rates.WriteBurst) / rates.WritesPerSecond;
}
