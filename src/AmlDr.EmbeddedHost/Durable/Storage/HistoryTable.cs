using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>The histories: append only, but for starting over and purging.</summary>
internal static class HistoryTable
{
    /// <summary>Appends events and gives them back as they would be read.</summary>
    public static List<HistoryEvent> Append(HubTransaction tx, long instanceKey, int firstSequence, IReadOnlyList<HistoryEvent> events)
    {
        List<HistoryEvent> stored = new(events.Count);
        for (int i = 0; i < events.Count; i++)
        {
            HistoryEvent item = events[i];
            // What came as a message may have its payload in the table already.
            (string? inline, long? id) = item.PayloadId is { } known ? (null, known) : PayloadTable.Store(tx, instanceKey, item.Payload);
            tx.Connection.Execute(
                """
                INSERT INTO history (instance_key, seq, type, task_id, at, name, payload, payload_id, details)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                instanceKey, firstSequence + i, (int)item.Type, item.TaskId, item.Timestamp.Ticks, item.Name, inline, id, EventDetails.Write(item));
            stored.Add(id == item.PayloadId ? item : item with { PayloadId = id });
        }

        return stored;
    }

    public static List<HistoryEvent> Read(HubConnection connection, long instanceKey, int fromSequence, int limit = int.MaxValue)
    {
        List<HistoryEvent> events = connection.Query(
            """
            SELECT type, task_id, at, name, payload, payload_id, details FROM history
            WHERE instance_key = $1 AND seq >= $2 ORDER BY seq LIMIT $3
            """,
            ReadEvent, instanceKey, fromSequence, limit);
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i].PayloadId is { } id)
            {
                events[i] = events[i] with { Payload = PayloadTable.Load(connection, null, id) };
            }
        }

        return events;
    }

    public static void Delete(HubTransaction tx, long instanceKey) =>
        tx.Connection.Execute("DELETE FROM history WHERE instance_key = $1", instanceKey);

    /// <summary>Reads an event from the columns type, task_id, time, name, payload, payload_id, details.</summary>
    public static HistoryEvent ReadEvent(SqliteDataReader row) => EventDetails.Read(
        new HistoryEvent((HistoryEventType)row.GetInt32(0), row.Time(2))
        {
            TaskId = row.GetInt32(1),
            Name = row.StringOrNull(3),
            Payload = row.StringOrNull(4),
            PayloadId = row.LongOrNull(5),
        },
        row.StringOrNull(6));
}
