namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Keeps a second process off a task hub. The operating system frees the lock when the process ends, however it ends.</summary>
internal sealed class HubLock : IDisposable
{
    private readonly FileStream _file;

    private HubLock(FileStream file) => _file = file;

    /// <exception cref="HubStorageException">Another process holds the lock.</exception>
    public static HubLock Acquire(string path)
    {
        try
        {
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new HubLock(file);
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException and not FileNotFoundException and not PathTooLongException)
        {
            throw new HubStorageException(
                HubStorageProblem.InUse,
                $"Another process uses the task hub that '{path}' guards. Stop it first, or give this one another EmbeddedHost__StateDirectory or hub name.",
                exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
