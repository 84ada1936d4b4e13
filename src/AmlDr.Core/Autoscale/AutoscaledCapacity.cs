using System.Text.Json.Nodes;
using AmlDr.Core.Assets;

namespace AmlDr.Core.Autoscale;

/// <summary>The capacity of a deployment that an autoscale setting scales: it moves on purpose and is not compared.</summary>
public static class AutoscaledCapacity
{
    /// <summary>Takes the capacity out of a document that is compared.</summary>
    /// <param name="body">The document of a deployment that is scaled.</param>
    public static void Remove(JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        (body["sku"] as JsonObject)?.Remove("capacity");
    }

    /// <summary>Leaves the capacity as it stands in a document that is to be written.</summary>
    /// <param name="body">The document that is to be written.</param>
    /// <param name="standing">The deployment as it stands.</param>
    public static void Keep(JsonObject body, AssetDocument standing)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(standing);
        if (body["sku"] is JsonObject sku && standing.TryGet(["sku", "capacity"], out JsonNode? capacity))
        {
            sku["capacity"] = capacity.DeepClone();
        }
    }
}
