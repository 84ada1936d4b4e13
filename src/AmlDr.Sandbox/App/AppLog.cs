namespace AmlDr.Sandbox.App;

/// <summary>The app's output: appended to a file, the newest lines also in memory.</summary>
public sealed class AppLog : IDisposable
{
    private const int LinesInMemory = 60;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly StreamWriter _file;

    /// <summary>Opens the file.</summary>
    /// <param name="path">Its path; the folder must exist.</param>
    public AppLog(string path)
    {
        Path = path;
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>The newest lines, the oldest of them first.</summary>
    public string Tail
    {
        get
        {
            lock (_gate)
                return string.Join(Environment.NewLine, _tail);
        }
    }

    /// <summary>Every line of all starts that contains a text, ignoring case.</summary>
    /// <param name="text">The text.</param>
    public IReadOnlyList<string> Find(string text)
    {
        List<string> found = [];
        using StreamReader reader = new(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            if (line.Contains(text, StringComparison.OrdinalIgnoreCase))
                found.Add(line);
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _file.Dispose();
    }

    internal void Add(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            _file.WriteLine(line);
            _tail.Enqueue(line);
            if (_tail.Count > LinesInMemory)
                _tail.Dequeue();
        }
    }
}
