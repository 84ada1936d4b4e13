using System.Text.Json.Nodes;

namespace AmlDr.Core.Kinds.Schedules;

/// <summary>What differs in the secondary: the schedule is disabled, whatever its tier, because it runs in the primary.</summary>
internal static class ScheduleAdaptation
{
    public static void Adapt(JsonObject body)
    {
        if (body["properties"] is JsonObject properties)
        {
            properties["isEnabled"] = false;
        }
    }
}
