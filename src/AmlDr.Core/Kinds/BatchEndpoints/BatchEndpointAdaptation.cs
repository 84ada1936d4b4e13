using System.Text.Json.Nodes;

namespace AmlDr.Core.Kinds.BatchEndpoints;

/// <summary>What differs in the secondary: the default deployment is left out until it stands there.</summary>
internal static class BatchEndpointAdaptation
{
    public static void Adapt(JsonObject body, KindContext context)
    {
        if (body["properties"] is JsonObject properties)
        {
            StandingTraffic.LimitDefault(properties, context.StandingChildren);
        }
    }
}
