using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;
using AmlDr.Core.Traffic;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>The ways that the policy's members <c>traffic</c> and <c>pointer</c> name.</summary>
internal sealed class PolicySwitchWays(TrafficSwitches switches) : ISwitchWays
{
    // A figure to plan with until there are measured ones.
    private const double UsualSeconds = 60;

    public IReadOnlyList<PlannedSwitch> List(Pair pair, PairSide side) =>
        [.. switches.For(pair).Select(way => new PlannedSwitch(way.Name, $"{way.Kind} '{way.Name}' is turned to the {side}.", UsualSeconds))];

    public async Task<JsonObject> PrepareAsync(Pair pair, string name, PairSide side, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToNode(await Find(pair, name).PlanAsync(side, cancellationToken), ControlStoreClient.Json)!.AsObject();

    public Task SwitchAsync(Pair pair, string name, JsonObject prepared, CancellationToken cancellationToken) =>
        Find(pair, name).SwitchAsync(Read(prepared), cancellationToken);

    public Task RestoreAsync(Pair pair, string name, JsonObject prepared, CancellationToken cancellationToken) =>
        Find(pair, name).RestoreAsync(Read(prepared), cancellationToken);

    private static TrafficPlan Read(JsonObject prepared) => prepared.Deserialize<TrafficPlan>(ControlStoreClient.Json)!;

    private ITrafficSwitch Find(Pair pair, string name) =>
        switches.For(pair).FirstOrDefault(way => way.Name == name)
            ?? throw new NotFoundException($"The policy of '{pair.Name}' names no way of switching '{name}' any more.");
}
