namespace AmlDr.Azure.Audits;

/// <summary>Writes a stream chunk by chunk, so that no more than a chunk is held. Several may add at once.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
/// <param name="size">How many items a chunk holds.</param>
/// <param name="write">Writes a chunk, given its number from 0 and its items.</param>
internal sealed class ChunkWriter<T>(int size, Func<int, IReadOnlyList<T>, CancellationToken, Task> write) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private List<T> _items = [];

    /// <summary>The number of chunks written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Adds an item; waits while a chunk is written.</summary>
    public async Task AddAsync(T item, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _items.Add(item);
            if (_items.Count == size)
            {
                await FlushAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Writes what is left.</summary>
    /// <returns>The number of chunks.</returns>
    public async Task<int> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_items.Count > 0)
        {
            await FlushAsync(cancellationToken);
        }

        return Written;
    }

    public void Dispose() => _gate.Dispose();

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await write(Written, _items, cancellationToken);
        Written++;
        _items = [];
    }
}
