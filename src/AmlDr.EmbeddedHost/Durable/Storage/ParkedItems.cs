using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Work that cannot be processed: set aside with its reason, so that it holds up nothing and can be tried again.</summary>
internal static class ParkedItems
{
    private const string ActivityColumns = "id, instance_id, task_id, name, crashes, parked_reason, parked_at";

    /// <summary>Counts an end of the process against the activities that ran then.</summary>
    /// <returns>Those that were parked for it.</returns>
    public static List<ParkedActivity> CountCrashes(HubTransaction tx, IReadOnlyList<long> activityIds, int limit)
    {
        List<ParkedActivity> parked = [];
        foreach (long id in activityIds)
        {
            tx.Connection.Execute("UPDATE activities SET crashes = crashes + 1 WHERE id = $1", id);
            int crashes = Convert.ToInt32(tx.Connection.Scalar("SELECT crashes FROM activities WHERE id = $1", id) ?? 0L, CultureInfo.InvariantCulture);
            if (crashes >= limit)
            {
                tx.Connection.Execute(
                    "UPDATE activities SET parked_reason = $2, parked_at = $3 WHERE id = $1",
                    id, $"It was running at {crashes} ends of the process that were no stops.", tx.Now.Ticks);
                parked.AddRange(tx.Connection.Query($"SELECT {ActivityColumns} FROM activities WHERE id = $1", ReadActivity, id));
            }
        }

        return parked;
    }

    public static List<ParkedActivity> Activities(HubConnection connection) =>
        connection.Query($"SELECT {ActivityColumns} FROM activities WHERE parked_at IS NOT NULL ORDER BY parked_at", ReadActivity);

    public static List<ParkedInstance> Instances(HubConnection connection) => connection.Query(
        "SELECT instance_id, name, parked_reason, parked_at FROM instances WHERE parked_at IS NOT NULL ORDER BY parked_at",
        static row => new ParkedInstance(row.GetString(0), row.GetString(1), row.StringOrNull(2) ?? string.Empty, row.Time(3)));

    /// <summary>Lets a parked activity run again.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool RetryActivity(HubTransaction tx, long id)
    {
        long newId = tx.Ids.NextActivity();
        // A new id puts it at the end of the queue, behind everything that the queue in memory has read.
        int changed = tx.Connection.Execute(
            "UPDATE activities SET id = $2, crashes = 0, parked_reason = NULL, parked_at = NULL WHERE id = $1 AND parked_at IS NOT NULL", id, newId);
        if (changed == 0)
        {
            return false;
        }

        tx.Effects.Activities.AddRange(ActivityTable.Scan(tx.Connection, newId - 1, 1));
        return true;
    }

    /// <summary>Lets a parked instance go on.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool RetryInstance(HubTransaction tx, string instanceId)
    {
        InstanceRow? row = InstanceTable.Find(tx.Connection, instanceId);
        if (row?.ParkedReason is null)
        {
            return false;
        }

        tx.Connection.Execute("UPDATE instances SET parked_reason = NULL, parked_at = NULL WHERE key = $1", row.Key);
        tx.Effects.Unparked.Add(row.Key);
        return true;
    }

    private static ParkedActivity ReadActivity(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetInt32(4), row.StringOrNull(5) ?? string.Empty,
        row.TimeOrNull(6) ?? default);
}
