using Microsoft.Data.Sqlite;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>The task hub's file cannot be used. The message names the file, the problem and the remedy.</summary>
public sealed class HubStorageException : IOException
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5, NoMemory = 7, Readonly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, Protocol = 15, NotADatabase = 26;

    /// <summary>Creates the exception.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="message">The file, the problem and the remedy.</param>
    /// <param name="innerException">What SQLite said.</param>
    public HubStorageException(HubStorageProblem problem, string message, Exception? innerException = null)
        : base(message, innerException) => Problem = problem;

    /// <summary>What is wrong.</summary>
    public HubStorageProblem Problem { get; }

    /// <summary>Whether waiting can help: the disk may have room again.</summary>
    internal bool IsTransient => Problem is HubStorageProblem.DiskFull or HubStorageProblem.InputOutput;

    /// <summary>Says what an error of SQLite means for the hub.</summary>
    /// <returns>Null if the error is not the storage's but that of the statement that met it.</returns>
    internal static HubStorageException? From(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        Full => new(HubStorageProblem.DiskFull,
            $"The disk is full: the task hub '{path}' cannot be written. Free some space. Nothing is half-written, and work goes on by itself.", exception),
        InputOutput or Readonly or CannotOpen or Busy or Protocol or NoMemory => new(HubStorageProblem.InputOutput,
            $"The task hub '{path}' cannot be read or written ({exception.Message}). Check the disk, and that this user may write the file and its folder.", exception),
        Corrupt => new(HubStorageProblem.Corrupt,
            $"The task hub '{path}' is damaged ({exception.Message}). Stop the host and restore the file from a backup, or move it away to start with an empty hub.", exception),
        NotADatabase => new(HubStorageProblem.NotAHub,
            $"The file '{path}' is not a task hub. Choose another EmbeddedHost__StateDirectory, or move the file away to start with an empty hub.", exception),
        _ => null,
    };
}
