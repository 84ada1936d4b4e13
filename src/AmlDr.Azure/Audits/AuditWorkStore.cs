using System.Runtime.CompilerServices;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Audits;

/// <summary>Keeps what an audit finds until its report is written, in chunks, so that nobody ever holds the whole of it.</summary>
public sealed class AuditWorkStore
{
    private const int ParallelDeletes = 8;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public AuditWorkStore(ControlStoreClient store) => _store = store;

    /// <summary>Writes a stream of an audit from a chunk on, over what stands.</summary>
    internal ChunkWriter<T> Write<T>(string pair, string auditId, string stream, string kind, int firstChunk, int size) =>
        new(size, (chunk, items, token) => WriteChunkAsync(pair, auditId, stream, kind, firstChunk + chunk, items, token));

    /// <summary>Writes one chunk over what stands.</summary>
    internal Task WriteChunkAsync<T>(
        string pair, string auditId, string stream, string kind, int chunk, IReadOnlyList<T> items, CancellationToken cancellationToken) =>
        _store.WriteAsync(ControlStoreNames.AuditWork(pair, auditId, stream, kind, chunk), items, BlobCondition.None, null, cancellationToken);

    /// <summary>Reads one chunk.</summary>
    /// <exception cref="NotFoundException">There is no such chunk.</exception>
    internal async Task<IReadOnlyList<T>> ReadChunkAsync<T>(
        string pair, string auditId, string stream, string kind, int chunk, CancellationToken cancellationToken) =>
        await TryReadChunkAsync<T>(pair, auditId, stream, kind, chunk, cancellationToken)
            ?? throw new NotFoundException($"Chunk {chunk} of '{stream}' of {kind} is gone from the work of audit {auditId}; start another audit.");

    /// <summary>Reads one chunk; null when there is none.</summary>
    internal async Task<IReadOnlyList<T>?> TryReadChunkAsync<T>(
        string pair, string auditId, string stream, string kind, int chunk, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<T[]>(ControlStoreNames.AuditWork(pair, auditId, stream, kind, chunk), cancellationToken))?.Value;

    /// <summary>Reads the first chunks of a stream, one at a time.</summary>
    internal async IAsyncEnumerable<T> ReadAsync<T>(
        string pair, string auditId, string stream, string kind, int chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            foreach (T item in await ReadChunkAsync<T>(pair, auditId, stream, kind, chunk, cancellationToken))
            {
                yield return item;
            }
        }
    }

    /// <summary>Reads what the comparisons of documents and files found of a kind.</summary>
    internal async IAsyncEnumerable<AuditItem> ReadFoundAsync(
        string pair, string auditId, AuditStage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (AuditItem item in ReadAsync<AuditItem>(
            pair, auditId, AuditStreams.Findings, stage.Counts.Kind, stage.Chunks.Findings, cancellationToken))
        {
            yield return item;
        }

        await foreach (AuditItem item in ReadAsync<AuditItem>(
            pair, auditId, AuditStreams.Files, stage.Counts.Kind, stage.Chunks.Contents, cancellationToken))
        {
            yield return item;
        }
    }

    /// <summary>Reads all that was found of a kind, each asset once: what lacks something that it needs is told with what else was found of it.</summary>
    internal async IAsyncEnumerable<AuditItem> ReadMergedAsync(
        string pair, string auditId, AuditStage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lacking = new Dictionary<AssetId, AuditItem>();
        await foreach (AuditItem item in ReadAsync<AuditItem>(
            pair, auditId, AuditStreams.Closure, stage.Counts.Kind, stage.Chunks.Closure, cancellationToken))
        {
            lacking[item.Finding.Asset] = item;
        }

        await foreach (AuditItem item in ReadFoundAsync(pair, auditId, stage, cancellationToken))
        {
            yield return lacking.Remove(item.Finding.Asset, out AuditItem? lack)
                ? item with { Finding = item.Finding.With(lack.Finding.Reasons) with { IsRepairable = item.Finding.IsRepairable && lack.Finding.IsRepairable } }
                : item;
        }

        foreach (AuditItem item in lacking.Values)
        {
            yield return item;
        }
    }

    /// <summary>Deletes what the pair's audits have left behind, this one's and others'.</summary>
    /// <param name="pair">The pair's name; no audit of it needs its work any more.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task DeleteAsync(string pair, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            _store.ListAsync(ControlStoreNames.AuditWorkPrefix(pair, null), cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken },
            async (blob, token) => await _store.Container.DeleteIfExistsAsync(blob.Name, token));
}
