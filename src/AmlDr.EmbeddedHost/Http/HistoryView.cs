using System.Text.Json.Nodes;
using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Storage;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>A history as the management route shows it.</summary>
internal static class HistoryView
{
    /// <summary>Longer histories are cut; the route is for looking, not for copying.</summary>
    private const int MaxEvents = 10_000;

    public static JsonArray Read(HubStore store, string instanceId, bool results)
    {
        List<HistoryEvent> events = store.Read(connection => InstanceTable.Find(connection, instanceId) is { } row
            ? HistoryTable.Read(connection, row.Key, 0, MaxEvents)
            : []);
        JsonArray items = [];
        foreach (HistoryEvent item in events)
        {
            JsonObject view = new()
            {
                ["EventType"] = item.Type.ToString(),
                ["Timestamp"] = item.Timestamp,
            };
            if (item.TaskId >= 0)
            {
                view["TaskId"] = item.TaskId;
            }

            if (item.Name is not null)
            {
                view["FunctionName"] = item.Name;
            }

            if (item.FireAt is { } fireAt)
            {
                view["FireAt"] = fireAt;
            }

            if (item.Failure is { } failure)
            {
                view["Reason"] = $"{failure.ErrorType}: {failure.ErrorMessage}";
            }

            if (results && item.Payload is not null)
            {
                view["Result"] = item.Payload;
            }

            items.Add(view);
        }

        return items;
    }
}
