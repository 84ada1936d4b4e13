using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Messages to instances: starts, results, events, timers, commands.</summary>
internal static class InboxTable
{
    /// <summary>Adds a message. One with a due time waits for it.</summary>
    public static void Add(
        HubTransaction tx, long instanceKey, string? executionId, HistoryEvent message, DateTime? dueAt = null, bool front = false)
    {
        (string? inline, long? id) = message.PayloadId is { } known ? (null, known) : PayloadTable.Store(tx, instanceKey, message.Payload);
        tx.Connection.Execute(
            """
            INSERT INTO inbox (id, instance_key, execution_id, due_at, arrived_at, front, type, task_id, name, payload, payload_id, details)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            tx.Ids.NextInbox(), instanceKey, executionId, dueAt?.Ticks, tx.Now.Ticks, front ? 1 : 0,
            (int)message.Type, message.TaskId, message.Name, inline, id, EventDetails.Write(message));
        if (dueAt is { } due && due > tx.Now)
        {
            tx.Effects.DueAt(due);
        }
        else
        {
            tx.Effects.Wake.Add(instanceKey);
        }
    }

    /// <summary>
    /// The messages that an instance can process now, in order of arrival; a timer arrives when it falls due. Events carried over
    /// from an earlier execution come first, and the start before everything: what was sent ahead of a delayed start waits for it.
    /// </summary>
    public static List<InboxMessage> ReadVisible(HubConnection connection, long instanceKey, DateTime now, int limit)
    {
        List<InboxMessage> messages = connection.Query(
            """
            SELECT type, task_id, COALESCE(due_at, arrived_at), name, payload, payload_id, details, id, execution_id FROM inbox
            WHERE instance_key = $1 AND (due_at IS NULL OR due_at <= $2)
            ORDER BY type = 1 DESC, front DESC, COALESCE(due_at, arrived_at), id LIMIT $3
            """,
            static row => new InboxMessage(row.GetInt64(7), row.StringOrNull(8), HistoryTable.ReadEvent(row)),
            instanceKey, now.Ticks, limit);
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].Event.PayloadId is { } id)
            {
                messages[i] = messages[i] with { Event = messages[i].Event with { Payload = PayloadTable.Load(connection, null, id) } };
            }
        }

        return messages;
    }

    public static void Delete(HubTransaction tx, IReadOnlyList<long> ids)
    {
        foreach (long id in ids)
        {
            tx.Connection.Execute("DELETE FROM inbox WHERE id = $1", id);
        }
    }

    public static void DeleteTimers(HubTransaction tx, long instanceKey, IReadOnlyList<int> taskIds)
    {
        foreach (int taskId in taskIds)
        {
            tx.Connection.Execute(
                "DELETE FROM inbox WHERE instance_key = $1 AND type = $2 AND task_id = $3", instanceKey, (int)HistoryEventType.TimerFired, taskId);
        }
    }

    public static void DeleteAll(HubTransaction tx, long instanceKey) =>
        tx.Connection.Execute("DELETE FROM inbox WHERE instance_key = $1", instanceKey);

    /// <summary>Deletes what was meant for an execution that is over; messages to the instance as such stay.</summary>
    public static void DeleteOfExecution(HubTransaction tx, long instanceKey, string executionId) =>
        tx.Connection.Execute("DELETE FROM inbox WHERE instance_key = $1 AND execution_id = $2", instanceKey, executionId);

    /// <summary>Instances with messages to process, by the id of the message.</summary>
    public static List<(long Id, long InstanceKey)> ScanReady(HubConnection connection, long afterId, int limit) => connection.Query(
        "SELECT id, instance_key FROM inbox WHERE id > $1 AND due_at IS NULL ORDER BY id LIMIT $2",
        static row => (row.GetInt64(0), row.GetInt64(1)), afterId, limit);

    /// <summary>Messages that have fallen due, the longest due first, from behind one on.</summary>
    public static List<(long DueAt, long Id, long InstanceKey)> ScanDue(HubConnection connection, DateTime now, (long DueAt, long Id) after, int limit) =>
        connection.Query(
            """
            SELECT due_at, id, instance_key FROM inbox
            WHERE due_at IS NOT NULL AND due_at <= $1 AND (due_at, id) > ($2, $3) ORDER BY due_at, id LIMIT $4
            """,
            static row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), now.Ticks, after.DueAt, after.Id, limit);

    public static DateTime? NextDue(HubConnection connection, DateTime after) => connection.QueryOne(
        "SELECT MIN(due_at) FROM inbox WHERE due_at IS NOT NULL AND due_at > $1", static (SqliteDataReader row) => row.TimeOrNull(0), after.Ticks);
}
