using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace AmlDr.Benchmarks.Engine;

/// <summary>How many flushed SQLite transactions of one small row each the disk allows in a second.</summary>
internal static class RawCommits
{
    public static double PerSecond(string folder, TimeSpan duration)
    {
        SQLitePCL.Batteries_V2.Init();
        string path = Path.Combine(folder, "raw.db");
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, "CREATE TABLE rows (id INTEGER PRIMARY KEY, payload TEXT)");
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (payload) VALUES ('a row about as long as a history event of the engine is, more or less')";
        long commits = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            insert.ExecuteNonQuery();
            commits++;
        }

        return commits / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
