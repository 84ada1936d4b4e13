using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>Starts simulators as most tests want them: no throttling, quick waits.</summary>
internal static class Sim
{
    public const string ApiVersion = "2024-04-01";

    public static SimulatedAzureOptions Quick { get; } = new()
    {
        Throttling = new ThrottlingOptions { Enabled = false },
        LongRunningDuration = TimeSpan.FromMilliseconds(5),
        LongRunningRetryAfterSeconds = 0,
        AsyncCopyDelay = TimeSpan.FromMilliseconds(1),
        HangLength = TimeSpan.FromMilliseconds(20),
    };

    public static Task<SimulatedAzure> StartAsync(Func<SimulatedAzureOptions, SimulatedAzureOptions>? change = null) =>
        SimulatedAzure.StartAsync(change?.Invoke(Quick) ?? Quick);
}
