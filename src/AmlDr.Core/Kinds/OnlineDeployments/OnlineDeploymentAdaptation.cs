using System.Text.Json.Nodes;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Kinds.OnlineDeployments;

/// <summary>
/// What differs in the secondary: a deployment that is not hot runs with the policy's warm capacity, or with the primary's where that is less.
/// Where Kubernetes scales by itself, the same limit holds for the least number of instances.
/// </summary>
internal static class OnlineDeploymentAdaptation
{
    public static void Adapt(JsonObject body, KindContext context)
    {
        if (context.Tier == Tier.Hot)
        {
            return;
        }

        Limit(body["sku"] as JsonObject, "capacity", context.Policy.WarmCapacity);
        Limit(body["properties"]?["scaleSettings"] as JsonObject, "minInstances", context.Policy.WarmCapacity);
    }

    private static void Limit(JsonObject? parent, string member, int most)
    {
        if (parent?[member] is JsonValue value && value.TryGetValue(out int number) && number > most)
        {
            parent[member] = most;
        }
    }
}
