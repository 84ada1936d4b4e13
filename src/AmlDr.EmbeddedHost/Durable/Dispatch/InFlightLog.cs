using System.IO.MemoryMappedFiles;
using AmlDr.EmbeddedHost.Durable.Storage;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>
/// Remembers which activities run, in a memory-mapped file: the pages outlive the process however it ends, and a mark costs no flush.
/// So the next start knows what was running when the process ended without a stop, and an activity that takes the process down
/// every time can be told from the others.
/// </summary>
internal sealed class InFlightLog : IDisposable
{
    private const int SlotBytes = sizeof(long);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Stack<int> _free;
    private readonly Lock _gate = new();
    private bool _closed;

    private InFlightLog(MemoryMappedFile file, int slots, IReadOnlyList<long> interrupted)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, (long)slots * SlotBytes);
        _free = new Stack<int>(Enumerable.Range(0, slots).Reverse());
        Interrupted = interrupted;
    }

    /// <summary>The activities that ran when the last process ended without a stop.</summary>
    public IReadOnlyList<long> Interrupted { get; }

    /// <summary>Opens the file with room for so many activities.</summary>
    /// <exception cref="HubStorageException">The file cannot be read or written.</exception>
    public static InFlightLog Open(string path, int slots)
    {
        try
        {
            List<long> interrupted = ReadMarks(path);
            // Written before it is mapped: a page of a mapped file for which the disk has no room would end the process.
            File.WriteAllBytes(path, new byte[slots * SlotBytes]);
            MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
            return new InFlightLog(file, slots, interrupted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubStorageException(
                HubStorageProblem.InputOutput, $"The file '{path}' cannot be read or written ({exception.Message}). Check the disk and the rights of its folder.", exception);
        }
    }

    /// <summary>Marks an activity as running until the mark is disposed.</summary>
    public Mark Begin(long activityId)
    {
        lock (_gate)
        {
            int slot = _free.Pop();
            if (!_closed)
            {
                _view.Write((long)slot * SlotBytes, activityId);
            }

            return new Mark(this, slot);
        }
    }

    /// <summary>Closes the file; what is marked stays marked.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _view.Dispose();
            _file.Dispose();
        }
    }

    private static List<long> ReadMarks(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        byte[] bytes = File.ReadAllBytes(path);
        List<long> marks = [];
        for (int offset = 0; offset + SlotBytes <= bytes.Length; offset += SlotBytes)
        {
            if (BitConverter.ToInt64(bytes, offset) is var id and not 0)
            {
                marks.Add(id);
            }
        }

        return marks;
    }

    private void End(int slot)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _view.Write((long)slot * SlotBytes, 0L);
            }

            _free.Push(slot);
        }
    }

    /// <summary>An activity that runs.</summary>
    internal sealed class Mark(InFlightLog log, int slot) : IDisposable
    {
        public void Dispose() => log.End(slot);
    }
}
