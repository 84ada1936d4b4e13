using System.Text.Json.Nodes;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>No way of switching is known; plans say so.</summary>
internal sealed class NoSwitchWays : ISwitchWays
{
    public IReadOnlyList<PlannedSwitch> List(Pair pair, PairSide side) => [];

    public Task<JsonObject> PrepareAsync(Pair pair, string name, PairSide side, CancellationToken cancellationToken) => throw Unknown(name);

    public Task SwitchAsync(Pair pair, string name, JsonObject prepared, CancellationToken cancellationToken) => throw Unknown(name);

    public Task RestoreAsync(Pair pair, string name, JsonObject prepared, CancellationToken cancellationToken) => throw Unknown(name);

    private static NotFoundException Unknown(string name) => new($"There is no way of switching '{name}' in this app.");
}
