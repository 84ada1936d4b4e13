using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Sweeping;

/// <summary>Keeps lists of work in the control store, in parts, so that nobody ever holds a whole one.</summary>
public sealed class WorkListStore
{
    /// <summary>How many items a part holds; the last one may hold fewer.</summary>
    public const int PartSize = 100;

    private const int ParallelWrites = 8;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public WorkListStore(ControlStoreClient store) => _store = store;

    /// <summary>How many parts a list has.</summary>
    /// <param name="items">The number of its items.</param>
    /// <returns>The number of parts.</returns>
    public static int Parts(int items) => (items + PartSize - 1) / PartSize;

    /// <summary>Writes a list, over one of the same name.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="list">The list's name.</param>
    /// <param name="items">The items.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task WriteAsync<T>(string list, IEnumerable<T> items, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items.Chunk(PartSize).Index(),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken },
            async (part, token) => await WritePartAsync(list, part.Index, part.Item, token));

    /// <summary>Writes one part of a list.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="list">The list's name.</param>
    /// <param name="part">The number of the part, from 0.</param>
    /// <param name="items">Its items.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WritePartAsync<T>(string list, int part, IReadOnlyList<T> items, CancellationToken cancellationToken) =>
        _store.WriteAsync(ControlStoreNames.WorkPart(list, part), items, BlobCondition.None, null, cancellationToken);

    /// <summary>Reads one part of a list.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="list">The list's name.</param>
    /// <param name="part">The number of the part, from 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its items.</returns>
    /// <exception cref="NotFoundException">There is no such part.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<IReadOnlyList<T>> ReadPartAsync<T>(string list, int part, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<T[]>(ControlStoreNames.WorkPart(list, part), cancellationToken))?.Value
            ?? throw new NotFoundException($"Part {part} of the work list '{list}' is gone from the control store.");
}
