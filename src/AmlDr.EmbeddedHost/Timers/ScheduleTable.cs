using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Timers;

/// <summary>What is remembered of the timers. Times are local, as the programming model shows them.</summary>
internal static class ScheduleTable
{
    public static StoredSchedule? Find(HubConnection connection, string name) => connection.QueryOne(
        "SELECT schedule, last, next, updated FROM schedules WHERE name = $1",
        static (SqliteDataReader row) => new StoredSchedule(
            row.GetString(0), new DateTime(row.GetInt64(1)), new DateTime(row.GetInt64(2)), new DateTime(row.GetInt64(3))),
        name);

    public static bool Save(HubTransaction tx, string name, StoredSchedule state)
    {
        tx.Connection.Execute(
            """
            INSERT INTO schedules (name, schedule, last, next, updated) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (name) DO UPDATE SET schedule = $2, last = $3, next = $4, updated = $5
            """,
            name, state.Schedule, state.Last.Ticks, state.Next.Ticks, state.Updated.Ticks);
        return true;
    }
}
