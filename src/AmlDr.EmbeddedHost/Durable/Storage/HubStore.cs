using AmlDr.EmbeddedHost.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An open task hub: its lock, its writer and its readers.</summary>
internal sealed class HubStore : IDisposable
{
    private readonly HubLock _lock;
    private readonly HubConnection _connection;
    private readonly HubReaders _readers;

    private HubStore(HubLock hubLock, HubConnection connection, HubWriter writer, HubReaders readers)
    {
        _lock = hubLock;
        _connection = connection;
        _readers = readers;
        Writer = writer;
    }

    public HubWriter Writer { get; }

    /// <exception cref="HubStorageException">The file is in use, damaged, of a newer schema, or cannot be written.</exception>
    public static HubStore Open(
        StateFolder folder, string hub, HubSettings settings, TimeProvider time, ICommitObserver? observer, HostMetrics metrics, ILogger logger)
    {
        string path = folder.Database(hub);
        HubLock hubLock = HubLock.Acquire(folder.Lock(hub));
        HubConnection? connection = null;
        try
        {
            connection = new HubConnection(path, readOnly: false);
            // WAL lets readers work beside the writer; FULL flushes every commit before it is reported as stored.
            connection.Scalar("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA wal_autocheckpoint = 2000");
            connection.Execute("PRAGMA cache_size = -16000");
            CheckIntegrity(connection, path);
            SchemaMigrator.Migrate(connection, path, Schema.Migrations);
            if (settings.MaxPages is { } pages)
            {
                connection.Scalar(FormattableString.Invariant($"PRAGMA max_page_count = {pages}"));
            }

            HubWriter writer = new(connection, path, settings, time, observer, metrics, logger);
            StorageLog.HubOpened(logger, hub, path, Schema.Migrations[^1].Version);
            return new HubStore(hubLock, connection, writer, new HubReaders(path));
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            hubLock.Dispose();
            throw exception is SqliteException sqlite ? HubStorageException.From(sqlite, path) ?? exception : exception;
        }
    }

    /// <summary>Reads one consistent state of the hub.</summary>
    public T Read<T>(Func<HubConnection, T> read) => _readers.Read(read);

    /// <summary>Lets go of the hub without storing what waits, as when the process is killed.</summary>
    public void Crash()
    {
        Writer.Crash();
        Close();
    }

    public void Dispose()
    {
        Writer.Dispose();
        Close();
    }

    private static void CheckIntegrity(HubConnection connection, string path)
    {
        // Looks at the structure of every page, not at the indexes: seconds for gigabytes.
        string answer = (string?)connection.Scalar("PRAGMA quick_check(1)") ?? string.Empty;
        if (answer != "ok")
        {
            throw new HubStorageException(
                HubStorageProblem.Corrupt,
                $"The task hub '{path}' is damaged ({answer}). Restore the file from a backup, or move it away to start with an empty hub.");
        }
    }

    private void Close()
    {
        _readers.Dispose();
        _connection.Dispose();
        _lock.Dispose();
    }
}
