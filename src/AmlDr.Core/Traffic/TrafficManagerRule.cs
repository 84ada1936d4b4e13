using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Traffic;

/// <summary>Two endpoints of one Traffic Manager profile.</summary>
/// <remarks>
/// Sources: the specification 2022-04-01 (<c>Endpoints_Update</c>, example <c>Endpoint-PATCH-External-Target.json</c>: answered 200 at once),
/// learn.microsoft.com "EndpointProperties Class" of azure-mgmt-trafficmanager: <c>endpointStatus</c>; weight 1 to 1000; priority 1 to 1000, lower
/// first, and no two endpoints of a profile share one. Hence a swap goes through a priority that nobody has. No ETag is published.
/// </remarks>
/// <param name="pair">The endpoints.</param>
public sealed class TrafficManagerRule(OriginPair pair) : OriginPairRule(pair, "2022-04-01", "endpointStatus")
{
    private const int Last = 1000;
    private readonly bool _swaps = pair.By == TrafficMethod.Priority;
    private readonly string _profile = pair.Primary[..pair.Primary.LastIndexOf('/', pair.Primary.LastIndexOf('/') - 1)];

    /// <inheritdoc/>
    public override string Kind => "Traffic Manager";

    /// <inheritdoc/>
    public override string? Surroundings => _swaps ? _profile : null;

    private protected override IEnumerable<TrafficSetting> Swap(string chosen, int first, string other, int second, JsonObject? surroundings) =>
        [Prioritised(other, Spares(first, second, surroundings)[0]), Prioritised(chosen, first), Prioritised(other, second)];

    // By another spare number than the way there: it may have been cut off while that one was in use.
    private protected override IReadOnlyList<TrafficSetting> ReturnPriorities(TrafficSetting first, TrafficSetting second, JsonObject? surroundings) =>
        [Prioritised(second.Resource, Spares(Number(first, "priority") ?? 1, Number(second, "priority") ?? 2, surroundings)[1]), first, second];

    // Two numbers that nobody has: the first ones after all that are taken, else the last free ones.
    private static int[] Spares(int first, int second, JsonObject? profile)
    {
        HashSet<int> taken = [first, second, .. PrioritiesIn(profile)];
        int[] free = [.. Enumerable.Range(1, Last).Where(one => !taken.Contains(one))];
        int highest = taken.Max();
        return highest + 2 <= Last ? [highest + 1, highest + 2] : [free[^1], free[^2]];
    }

    private static IEnumerable<int> PrioritiesIn(JsonObject? profile) =>
        (profile?["properties"]?["endpoints"] as JsonArray ?? [])
            .Select(endpoint => int.TryParse(endpoint?["properties"]?["priority"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int priority) ? priority : 0)
            .Where(priority => priority > 0);
}
