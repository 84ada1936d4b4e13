using System.Text.Json;
using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>The instances: creating, finding, ending and deleting them.</summary>
internal static class InstanceTable
{
    public const string Columns =
        """
        key, instance_id, execution_id, name, version, status, created_at, updated_at,
        parent_key, parent_execution_id, parent_task_id, parent_instance_id, parent_name,
        tags, trace_parent, trace_state, history_count, parked_reason
        """;

    private const string FindById = $"SELECT {Columns} FROM instances WHERE instance_id = $1";
    private const string FindByKey = $"SELECT {Columns} FROM instances WHERE key = $1";

    public static InstanceRow? Find(HubConnection connection, string instanceId) => connection.QueryOne(FindById, Read, instanceId);

    public static InstanceRow? Find(HubConnection connection, long key) => connection.QueryOne(FindByKey, Read, key);

    /// <summary>Whether the execution exists and has not ended.</summary>
    public static bool IsActive(HubTransaction tx, long key, string executionId) => tx.Connection.Scalar(
        "SELECT 1 FROM instances WHERE key = $1 AND execution_id = $2 AND completed_at IS NULL", key, executionId) is not null;

    /// <summary>Creates an instance in the status Pending. One of the same id is replaced; the caller has checked that it may be.</summary>
    public static void Create(HubTransaction tx, NewInstance instance, InstanceRow? existing)
    {
        if (existing is not null)
        {
            if (!existing.Status.IsTerminal())
            {
                Finish(tx, existing, InstanceStatus.Terminated, null, new FailureRecord(
                    EngineErrors.Terminated, $"The orchestration '{existing.InstanceId}' was replaced by a new one of the same id."));
            }

            Delete(tx, existing.Key);
        }

        string executionId = Guid.NewGuid().ToString("N");
        tx.Connection.Execute(
            """
            INSERT INTO instances (instance_id, execution_id, name, version, status, created_at, updated_at,
                parent_key, parent_execution_id, parent_task_id, parent_instance_id, parent_name, tags, trace_parent, trace_state)
            VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            instance.InstanceId, executionId, instance.Name, instance.Version, (int)InstanceStatus.Pending, tx.Now.Ticks,
            instance.Parent?.Key, instance.Parent?.ExecutionId, instance.Parent?.TaskId, instance.Parent?.InstanceId, instance.Parent?.Name,
            WriteTags(instance.Tags), instance.TraceParent, instance.TraceState);
        long key = (long)tx.Connection.Scalar("SELECT last_insert_rowid()")!;
        if (instance.Input is not null)
        {
            (string? inline, long? id) = PayloadTable.Store(tx, key, instance.Input);
            tx.Connection.Execute("UPDATE instances SET input = $2, input_id = $3 WHERE key = $1", key, inline, id);
        }

        InboxTable.Add(tx, key, executionId, new HistoryEvent(HistoryEventType.ExecutionStarted, tx.Now), instance.StartAt);
        tx.Effects.StatusChanges.Add((instance.InstanceId, InstanceStatus.Pending));
    }

    /// <summary>Ends an execution, drops what it has not processed and tells its parent.</summary>
    public static void Finish(HubTransaction tx, InstanceRow row, InstanceStatus status, string? output, FailureRecord? failure)
    {
        (string? inline, long? id) = PayloadTable.Store(tx, row.Key, output);
        tx.Connection.Execute(
            """
            UPDATE instances SET status = $2, output = $3, output_id = $4, failure = $5, updated_at = $6, completed_at = $6,
                parked_reason = NULL, parked_at = NULL WHERE key = $1
            """,
            row.Key, (int)status, inline, id,
            failure is null || status == InstanceStatus.Terminated ? null : JsonSerializer.Serialize(failure, HistoryJson.Default.FailureRecord),
            tx.Now.Ticks);
        InboxTable.DeleteAll(tx, row.Key);
        tx.Effects.StatusChanges.Add((row.InstanceId, status));
        if (row.Parent is not { } parent || !IsActive(tx, parent.Key, parent.ExecutionId))
        {
            return;
        }

        HistoryEvent answer = status == InstanceStatus.Completed
            ? new HistoryEvent(HistoryEventType.SubOrchestrationCompleted, tx.Now) { TaskId = parent.TaskId, Payload = output }
            : new HistoryEvent(HistoryEventType.SubOrchestrationFailed, tx.Now)
            {
                TaskId = parent.TaskId,
                Failure = failure ?? new FailureRecord(EngineErrors.Terminated, $"The orchestration '{row.InstanceId}' was terminated: {output}"),
            };
        InboxTable.Add(tx, parent.Key, parent.ExecutionId, answer);
    }

    /// <summary>Deletes an instance with everything that belongs to it. Activities that were scheduled still run.</summary>
    public static void Delete(HubTransaction tx, long key)
    {
        HistoryTable.Delete(tx, key);
        InboxTable.DeleteAll(tx, key);
        tx.Connection.Execute("DELETE FROM instances WHERE key = $1", key);
        PayloadTable.DeleteUnreferenced(tx, key);
    }

    public static List<InstanceRow> Children(HubConnection connection, long key) =>
        connection.Query($"SELECT {Columns} FROM instances WHERE parent_key = $1", Read, key);

    public static string? ReadInput(HubConnection connection, long key)
    {
        (string? inline, long? id) = connection.QueryOne(
            "SELECT input, input_id FROM instances WHERE key = $1", static row => (row.StringOrNull(0), row.LongOrNull(1)), key);
        return PayloadTable.Load(connection, inline, id);
    }

    public static void Park(HubTransaction tx, long key, string reason) => tx.Connection.Execute(
        "UPDATE instances SET parked_reason = $2, parked_at = $3 WHERE key = $1", key, reason, tx.Now.Ticks);

    public static InstanceRow Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.StringOrNull(4), (InstanceStatus)row.GetInt32(5),
        row.Time(6), row.Time(7),
        row.IsDBNull(8) ? null : new ParentLink(row.GetInt64(8), row.GetString(9), row.GetInt32(10), row.GetString(11), row.GetString(12)),
        ReadTags(row.StringOrNull(13)), row.StringOrNull(14), row.StringOrNull(15), row.GetInt32(16), row.StringOrNull(17));

    private static string? WriteTags(IReadOnlyDictionary<string, string>? tags) => tags is null or { Count: 0 }
        ? null
        : JsonSerializer.Serialize(new Dictionary<string, string>(tags), HistoryJson.Default.DictionaryStringString);

    private static IReadOnlyDictionary<string, string> ReadTags(string? json) => json is null
        ? System.Collections.Immutable.ImmutableDictionary<string, string>.Empty
        : JsonSerializer.Deserialize(json, HistoryJson.Default.DictionaryStringString) ?? [];
}
