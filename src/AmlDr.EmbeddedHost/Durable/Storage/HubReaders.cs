using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Connections that read beside the writer; each read sees one consistent state.</summary>
internal sealed class HubReaders(string path) : IDisposable
{
    private readonly ConcurrentBag<HubConnection> _idle = [];
    private volatile bool _disposed;

    /// <exception cref="HubStorageException">The file cannot be read.</exception>
    public T Read<T>(Func<HubConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            HubConnection connection = _idle.TryTake(out HubConnection? idle) ? idle : new HubConnection(path, readOnly: true);
            T result;
            try
            {
                connection.Execute("BEGIN");
                result = read(connection);
                connection.Execute("COMMIT");
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            if (_disposed)
            {
                connection.Dispose();
            }
            else
            {
                _idle.Add(connection);
            }

            return result;
        }
        catch (SqliteException exception)
        {
            throw HubStorageException.From(exception, path) ?? (Exception)exception;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out HubConnection? connection))
        {
            connection.Dispose();
        }
    }
}
