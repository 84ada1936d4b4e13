using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

internal static class RowReading
{
    public static string? StringOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? LongOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>Times are stored as ticks in UTC.</summary>
    public static DateTime Time(this SqliteDataReader row, int column) => new(row.GetInt64(column), DateTimeKind.Utc);

    public static DateTime? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
