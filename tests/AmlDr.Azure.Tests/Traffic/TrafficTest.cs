using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Tests.Support;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.World;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Traffic;

/// <summary>A test of ways of switching against the simulated resources.</summary>
public abstract class TrafficTest : SimulatorTest
{
    private protected override SimulatedAzureOptions Options =>
        new() { LongRunningDuration = TimeSpan.FromMilliseconds(20), LongRunningRetryAfterSeconds = 0 };

    private protected HastyClock Clock { get; } = new();

    private protected static string Id(string resource) => $"{WorldTopology.ResourceGroupId}/providers/{resource}";

    private protected void Seed(string resource, string properties) =>
        Sim.Azure.Resources.Put(Id(resource), new JsonObject { ["location"] = "global", ["properties"] = JsonNode.Parse(properties) });

    private protected JsonNode Properties(string resource) => Sim.Azure.Resources.Get(Id(resource))!["properties"]!;

    private protected ITrafficSwitch Switch(TrafficPolicy policy) => Assert.Single(Switches(new PairPolicy { Traffic = policy }));

    private protected IReadOnlyList<ITrafficSwitch> Switches(PairPolicy policy) =>
        Sim.Build(Clock).GetRequiredService<TrafficSwitches>().For(Sim.Pair with { Policy = policy });

    /// <summary>What the app does: plan, store the plan as JSON, carry it out; again after failures that may pass.</summary>
    private protected static async Task<(TrafficPlan Plan, int Attempts)> SwitchAsync(ITrafficSwitch way, PairSide side)
    {
        TrafficPlan plan = Stored(await way.PlanAsync(side, None));
        return (plan, await RepeatAsync(() => way.SwitchAsync(plan, None)));
    }

    private protected static async Task<int> RepeatAsync(Func<Task> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return attempt;
            }
            catch (TransientException) when (attempt < 6)
            {
                // As an activity's retry policy does.
            }
        }
    }

    /// <summary>The plan as it comes back out of a store.</summary>
    private protected static TrafficPlan Stored(TrafficPlan plan) =>
        JsonSerializer.Deserialize<TrafficPlan>(JsonSerializer.Serialize(plan, ControlStoreClient.Json), ControlStoreClient.Json)!;
}
