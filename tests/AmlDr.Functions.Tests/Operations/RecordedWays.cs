using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Functions.Tests.Operations;

/// <summary>A way of switching that remembers what was asked of it, across restarts of the app.</summary>
public sealed class RecordedWays : ISwitchWays
{
    private readonly ConcurrentQueue<string> _calls = new();

    /// <summary>The names of the ways; none unless the test gives some.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>Where clients are turned to, by way.</summary>
    public ConcurrentDictionary<string, PairSide> Sides { get; } = new();

    /// <summary>What changed something, in order: a switch that found itself made is not among them.</summary>
    public IReadOnlyList<string> Changes => [.. _calls];

    /// <summary>Fails as often as it says.</summary>
    public int Failures { get; set; }

    /// <summary>Holds switches up until it is done.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public IReadOnlyList<PlannedSwitch> List(Pair pair, PairSide side) => [.. Names.Select(name => new PlannedSwitch(name, $"{name} to {side}", 1))];

    public Task<JsonObject> PrepareAsync(Pair pair, string name, PairSide side, CancellationToken cancellationToken) => Task.FromResult(new JsonObject
    {
        ["from"] = Sides.GetValueOrDefault(name).ToString(), ["to"] = side.ToString(),
    });

    public async Task SwitchAsync(Pair pair, string name, JsonObject prepared, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        if (Failures-- > 0)
        {
            throw new AccessDeniedException("The way may not be written.");
        }

        Turn(name, prepared["to"]!.GetValue<string>());
    }

    public Task RestoreAsync(Pair pair, string name, JsonObject prepared, CancellationToken cancellationToken)
    {
        Turn(name, prepared["from"]!.GetValue<string>());
        return Task.CompletedTask;
    }

    private void Turn(string name, string side)
    {
        PairSide to = Enum.Parse<PairSide>(side);
        if (Sides.GetValueOrDefault(name) != to)
        {
            Sides[name] = to;
            _calls.Enqueue($"{name}->{to}");
        }
    }
}
