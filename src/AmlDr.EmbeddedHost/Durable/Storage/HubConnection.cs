using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>A SQLite connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class HubConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    public HubConnection(string path, bool readOnly)
    {
        SQLitePCL.Batteries_V2.Init();
        SqliteConnectionStringBuilder connectionString = new()
        {
            DataSource = path,
            Pooling = false,
            Mode = readOnly ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate,
        };
        _connection = new SqliteConnection(connectionString.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA busy_timeout = 5000");
            if (readOnly)
            {
                Execute("PRAGMA query_only = ON");
            }
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement. Parameters are <c>$1</c>, <c>$2</c>… in order.</summary>
    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteNonQuery();

    /// <summary>Runs a statement that gives one value.</summary>
    /// <returns>The value, or null.</returns>
    public object? Scalar(string sql, params ReadOnlySpan<object?> arguments) =>
        Bind(sql, arguments).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>Runs a query and makes an item of each row.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> arguments)
    {
        List<T> items = [];
        using SqliteDataReader reader = Bind(sql, arguments).ExecuteReader();
        while (reader.Read())
        {
            items.Add(read(reader));
        }

        return items;
    }

    /// <summary>Runs a query for at most one row.</summary>
    /// <returns>The item, or the type's default when there is no row.</returns>
    public T? QueryOne<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> arguments)
    {
        using SqliteDataReader reader = Bind(sql, arguments).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public void Dispose()
    {
        foreach (SqliteCommand statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_statements.TryGetValue(sql, out SqliteCommand? statement))
        {
            statement = _connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this assembly or built from constants; values are parameters.
            statement.CommandText = sql;
#pragma warning restore CA2100
            for (int i = 1; i <= arguments.Length; i++)
            {
                statement.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
            }

            _statements.Add(sql, statement);
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            statement.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        }

        return statement;
    }
}
