using System.Text.Json.Nodes;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Traffic;

/// <summary>Two origins of one origin group of Azure Front Door (Standard or Premium).</summary>
/// <remarks>
/// Sources: learn.microsoft.com "AFD Origins - Update" (PATCH with the fields that change, long-running), "AFDOriginUpdatePropertiesParameters"
/// (priority 1 to 5, weight 1 to 1000, <c>enabledState</c>), example <c>AFDOrigins_Update.json</c> of the specification 2025-09-01-preview (202
/// with <c>Azure-AsyncOperation</c>; priority and weight may be null). Unconfirmed: that writing null brings back a priority that was not set.
/// </remarks>
/// <param name="pair">The origins.</param>
public sealed class FrontDoorRule(OriginPair pair) : OriginPairRule(pair, "2025-06-01", "enabledState")
{
    /// <inheritdoc/>
    public override string Kind => "Azure Front Door";

    // Origins may share a priority, and then share the traffic for the moment between the two writes.
    private protected override IEnumerable<TrafficSetting> Swap(string chosen, int first, string other, int second, JsonObject? surroundings) =>
        [Prioritised(chosen, first), Prioritised(other, second)];
}
