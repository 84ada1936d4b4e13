using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Computes;

/// <summary>What differs in the secondary: a cluster keeps no node running (<c>minNodeCount</c> 0).</summary>
internal static class ComputeAdaptation
{
    public static void Adapt(JsonObject body)
    {
        if (ComputeRules.Is(DocumentFields.GetText(body, "properties", "computeType"), ComputeRules.Cluster)
            && body["properties"]?["properties"]?["scaleSettings"] is JsonObject scale)
        {
            scale["minNodeCount"] = 0;
        }
    }
}
