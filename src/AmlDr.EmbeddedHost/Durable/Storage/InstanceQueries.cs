using System.Text;
using System.Text.Json;
using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Reads instances for clients: one, a page of many, or the ids of ended ones.</summary>
internal static class InstanceQueries
{
    private const int FailureColumn = 18;
    private const string WithPayloads = ", failure, input, input_id, output, output_id, custom_status, custom_status_id";

    public static InstanceState? Find(HubConnection connection, string instanceId, bool payloads) => payloads
        ? connection.QueryOne($"SELECT {InstanceTable.Columns}{WithPayloads} FROM instances WHERE instance_id = $1", row => ReadWithPayloads(connection, row), instanceId)
        : connection.QueryOne($"SELECT {InstanceTable.Columns}, failure FROM instances WHERE instance_id = $1", Read, instanceId);

    /// <summary>A page of instances in the order of their creation, from behind a key on.</summary>
    public static List<InstanceState> Page(HubConnection connection, InstanceFilter filter, long afterKey, int limit, bool payloads)
    {
        (string where, object?[] arguments) = Where(filter, afterKey, limit);
        string sql = $"SELECT {InstanceTable.Columns}{(payloads ? WithPayloads : ", failure")} FROM instances WHERE {where} ORDER BY key LIMIT $2";
        return connection.Query(sql, row => payloads ? ReadWithPayloads(connection, row) : Read(row), arguments);
    }

    /// <summary>A page of ended instances in the order in which they ended.</summary>
    public static List<(string InstanceId, long CompletedAt, long Key)> EndedPage(
        HubConnection connection,
        IReadOnlyCollection<InstanceStatus>? statuses,
        DateTime? from,
        DateTime? to,
        (long CompletedAt, long Key) after,
        int limit) => connection.Query(
            """
            SELECT instance_id, completed_at, key FROM instances
            WHERE completed_at IS NOT NULL AND (completed_at, key) > ($1, $2) AND completed_at >= $3 AND completed_at <= $4 AND ((1 << status) & $5) <> 0
            ORDER BY completed_at, key LIMIT $6
            """,
            static row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
            after.CompletedAt, after.Key, (from ?? DateTime.MinValue).Ticks, (to ?? DateTime.MaxValue).Ticks, Mask(statuses), limit);

    private static (string Where, object?[] Arguments) Where(InstanceFilter filter, long afterKey, int limit)
    {
        // The text depends on which conditions there are, never on their values: few forms, each prepared once.
        StringBuilder where = new("key > $1");
        List<object?> arguments = [afterKey, limit];
        Add("created_at >= ", filter.CreatedFrom?.Ticks);
        Add("created_at <= ", filter.CreatedTo?.Ticks);
        if (!string.IsNullOrEmpty(filter.IdPrefix))
        {
            Add("instance_id >= ", filter.IdPrefix);
            // SQLite compares the UTF-8 bytes; this is the highest code point.
            Add("instance_id < ", filter.IdPrefix + "\U0010FFFF");
        }

        if (filter.Statuses is not null)
        {
            arguments.Add(Mask(filter.Statuses));
            where.Append(" AND ((1 << status) & $").Append(arguments.Count).Append(") <> 0");
        }

        if (filter.EndedOnly)
        {
            where.Append(" AND completed_at IS NOT NULL");
        }

        return (where.ToString(), [.. arguments]);

        void Add(string condition, object? value)
        {
            if (value is not null)
            {
                arguments.Add(value);
                where.Append(" AND ").Append(condition).Append('$').Append(arguments.Count);
            }
        }
    }

    private static long Mask(IReadOnlyCollection<InstanceStatus>? statuses) =>
        statuses is null ? -1L : statuses.Aggregate(0L, static (mask, status) => mask | (1L << (int)status));

    private static InstanceState Read(SqliteDataReader row) => new(InstanceTable.Read(row), ReadFailure(row));

    private static InstanceState ReadWithPayloads(HubConnection connection, SqliteDataReader row) => new(InstanceTable.Read(row), ReadFailure(row))
    {
        Payloads = new InstancePayloads(
            PayloadTable.Load(connection, row.StringOrNull(FailureColumn + 1), row.LongOrNull(FailureColumn + 2)),
            PayloadTable.Load(connection, row.StringOrNull(FailureColumn + 3), row.LongOrNull(FailureColumn + 4)),
            PayloadTable.Load(connection, row.StringOrNull(FailureColumn + 5), row.LongOrNull(FailureColumn + 6))),
    };

    private static FailureRecord? ReadFailure(SqliteDataReader row) => row.StringOrNull(FailureColumn) is { } json
        ? JsonSerializer.Deserialize(json, HistoryJson.Default.FailureRecord)
        : null;
}
