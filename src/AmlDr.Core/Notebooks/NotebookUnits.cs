namespace AmlDr.Core.Notebooks;

/// <summary>Cuts the files that are to be copied into shares for one step each: neither so small that steps outweigh copies nor so large that one failure costs much.</summary>
public sealed class NotebookUnits
{
    private const int FilesPerUnit = 100;
    private const long BytesPerUnit = 1L << 30;
    private readonly List<NotebookFile> _open = [];
    private long _bytes;

    /// <summary>Adds a file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>A share that is full with it; null while there is room.</returns>
    public IReadOnlyList<NotebookFile>? Add(NotebookFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _open.Add(file);
        _bytes += file.Length;
        return _open.Count == FilesPerUnit || _bytes >= BytesPerUnit ? Close() : null;
    }

    /// <summary>Closes the last share.</summary>
    /// <returns>Its files; empty when there are none.</returns>
    public IReadOnlyList<NotebookFile> Close()
    {
        NotebookFile[] unit = [.. _open];
        _open.Clear();
        _bytes = 0;
        return unit;
    }
}
