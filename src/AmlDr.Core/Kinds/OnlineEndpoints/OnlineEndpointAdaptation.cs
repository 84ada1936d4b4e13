using System.Text.Json.Nodes;

namespace AmlDr.Core.Kinds.OnlineEndpoints;

/// <summary>What differs in the secondary: traffic and mirrored traffic go to deployments that stand there, whole or not at all.</summary>
internal static class OnlineEndpointAdaptation
{
    public static void Adapt(JsonObject body, KindContext context)
    {
        if (body["properties"] is JsonObject properties)
        {
            StandingTraffic.Limit(properties, "traffic", context.StandingChildren);
            StandingTraffic.Limit(properties, "mirrorTraffic", context.StandingChildren);
        }
    }
}
