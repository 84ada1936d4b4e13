using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds;

/// <summary>
/// Limits what an endpoint sends where to the deployments that stand in the secondary. The service refuses traffic to a deployment that does not
/// exist, and scoring by a part of them would answer as the primary never does; so what cannot be written whole is written empty
/// (<c>facts/aml-rest.md</c> 2.9).
/// </summary>
internal static class StandingTraffic
{
    /// <summary>Limits a map of weights by deployment.</summary>
    /// <param name="properties">The endpoint's properties, changed in place.</param>
    /// <param name="member">The map's name.</param>
    /// <param name="standing">The deployments that stand.</param>
    public static void Limit(JsonObject properties, string member, IReadOnlySet<string> standing)
    {
        if (properties[member] is not JsonObject weights)
        {
            return;
        }

        bool whole = weights.All(entry => IsZero(entry.Value) || Stands(entry.Key, standing));
        foreach (string name in weights.Select(entry => entry.Key).Where(name => !whole || !Stands(name, standing)).ToArray())
        {
            weights.Remove(name);
        }
    }

    /// <summary>Drops a batch endpoint's default deployment unless it stands.</summary>
    /// <param name="properties">The endpoint's properties, changed in place.</param>
    /// <param name="standing">The deployments that stand.</param>
    public static void LimitDefault(JsonObject properties, IReadOnlySet<string> standing)
    {
        if (properties["defaults"] is JsonObject defaults && DocumentFields.GetText(defaults, "deploymentName") is { } name && !Stands(name, standing))
        {
            defaults.Remove("deploymentName");
        }
    }

    private static bool Stands(string name, IReadOnlySet<string> standing) => standing.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsZero(JsonNode? weight) => weight is null || (weight is JsonValue value && value.TryGetValue(out int number) && number == 0);
}
