using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Activities that have not ended.</summary>
internal static class ActivityTable
{
    private const string Columns =
        "id, instance_key, instance_id, execution_id, task_id, name, version, input, input_id, trace_parent, trace_state, scheduled_at";

    public static void Add(HubTransaction tx, InstanceRow instance, ActivityCall call)
    {
        long id = tx.Ids.NextActivity();
        (string? inline, long? inputId) = PayloadTable.Store(tx, instance.Key, call.Input);
        tx.Connection.Execute(
            $"INSERT INTO activities ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id, instance.Key, instance.InstanceId, instance.ExecutionId, call.TaskId, call.Name, call.Version, inline, inputId,
            instance.TraceParent, instance.TraceState, tx.Now.Ticks);
        tx.Effects.Activities.Add(new ActivityItem(
            id, instance.Key, instance.InstanceId, instance.ExecutionId, call.TaskId, call.Name, call.Version, inline, inputId,
            instance.TraceParent, instance.TraceState, tx.Now));
    }

    /// <summary>Records how an activity ended and tells its orchestration, if that still waits for it.</summary>
    /// <returns>False if the activity had ended before; nothing was changed then.</returns>
    public static bool Complete(HubTransaction tx, ActivityItem item, HistoryEvent outcome)
    {
        (bool found, long? inputId) = tx.Connection.QueryOne(
            "SELECT input_id FROM activities WHERE id = $1", static row => (true, row.LongOrNull(0)), item.Id);
        if (!found)
        {
            return false;
        }

        tx.Connection.Execute("DELETE FROM activities WHERE id = $1", item.Id);
        PayloadTable.Delete(tx, inputId);
        if (InstanceTable.IsActive(tx, item.InstanceKey, item.ExecutionId))
        {
            InboxTable.Add(tx, item.InstanceKey, item.ExecutionId, outcome);
        }

        return true;
    }

    /// <summary>Activities to run, oldest first.</summary>
    public static List<ActivityItem> Scan(HubConnection connection, long afterId, int limit) => connection.Query(
        $"SELECT {Columns} FROM activities WHERE id > $1 AND parked_at IS NULL ORDER BY id LIMIT $2",
        Read, afterId, limit);

    public static long Count(HubConnection connection) => (long)(connection.Scalar("SELECT COUNT(*) FROM activities WHERE parked_at IS NULL") ?? 0L);

    private static ActivityItem Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetString(5), row.StringOrNull(6),
        row.StringOrNull(7), row.LongOrNull(8), row.StringOrNull(9), row.StringOrNull(10), row.Time(11));
}
