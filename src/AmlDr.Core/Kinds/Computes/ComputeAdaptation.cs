using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Computes;

/// <summary>
/// What differs in the secondary: a cluster keeps no node running (<c>minNodeCount</c> 0), and an attached Kubernetes cluster does not say the
/// identity of the primary cluster's extension, which the service finds out when it attaches another cluster.
/// </summary>
internal static class ComputeAdaptation
{
    public static void Adapt(JsonObject body)
    {
        string? type = DocumentFields.GetText(body, "properties", "computeType");
        JsonObject? own = body["properties"]?["properties"] as JsonObject;
        if (ComputeRules.Is(type, ComputeRules.Cluster) && own?["scaleSettings"] is JsonObject scale)
        {
            scale["minNodeCount"] = 0;
        }
        else if (ComputeRules.Is(type, ComputeRules.Kubernetes))
        {
            own?.Remove("extensionPrincipalId");
        }
    }
}
