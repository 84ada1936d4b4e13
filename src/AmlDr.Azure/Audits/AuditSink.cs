using AmlDr.Azure.Catalog;
using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>Takes what the comparison of a page finds: counts it, and streams it to the control store.</summary>
internal sealed class AuditSink : IDisposable
{
    private const int FindingsPerChunk = 500;
    private const int NeedsPerChunk = 500;
    private const int StandingPerChunk = 5000;
    private const int NamesPerChunk = 5000;
    private const int ManifestPage = 2000;

    private readonly Lock _lock = new();
    private readonly ChunkWriter<AuditItem> _findings;
    private readonly ChunkWriter<ContentItem> _contents;
    private readonly ChunkWriter<NeedItem> _needs;
    private readonly ChunkWriter<StandingItem> _standing;
    private readonly ChunkWriter<string> _names;
    private readonly ChunkWriter<ManifestItem>? _manifest;
    private AuditKind _counts;

    public AuditSink(AuditWorkStore work, ManifestStore manifests, AuditPageRequest request, string kind)
    {
        AuditChunks first = request.First;
        _counts = new AuditKind(kind) { IsFromCatalog = request.IsFromCatalog };
        _findings = Open<AuditItem>(AuditStreams.Findings, first.Findings, FindingsPerChunk);
        _contents = Open<ContentItem>(AuditStreams.Contents, first.Contents, FileAuditor.ItemsPerChunk(request.Level));
        _needs = Open<NeedItem>(AuditStreams.Needs, first.Needs, NeedsPerChunk);
        _standing = Open<StandingItem>(AuditStreams.Standing, first.Standing, StandingPerChunk);
        _names = Open<string>(AuditStreams.Names, first.Names, NamesPerChunk);
        _manifest = !request.WritesManifest ? null : new ChunkWriter<ManifestItem>(
            ManifestPage,
            (page, items, token) => manifests.WritePageAsync(request.Pair, request.AuditId, kind, first.Manifest + page, items, token));

        ChunkWriter<T> Open<T>(string stream, int chunk, int size) => work.Write<T>(request.Pair, request.AuditId, stream, kind, chunk, size);
    }

    /// <summary>Changes the counts.</summary>
    public void Count(Func<AuditKind, AuditKind> change)
    {
        lock (_lock)
        {
            _counts = change(_counts);
        }
    }

    public Task AddFindingAsync(AuditItem item, CancellationToken cancellationToken)
    {
        Count(counts => counts.Add(item.Finding.Class));
        return _findings.AddAsync(item, cancellationToken);
    }

    public Task AddContentAsync(ContentItem item, CancellationToken cancellationToken) => _contents.AddAsync(item, cancellationToken);

    public Task AddNeedsAsync(NeedItem item, CancellationToken cancellationToken) => _needs.AddAsync(item, cancellationToken);

    public Task AddStandingAsync(StandingItem item, CancellationToken cancellationToken) => _standing.AddAsync(item, cancellationToken);

    public Task AddNameAsync(string name, CancellationToken cancellationToken) => _names.AddAsync(name, cancellationToken);

    public Task AddSeenAsync(ManifestItem item, CancellationToken cancellationToken) =>
        _manifest is null ? Task.CompletedTask : _manifest.AddAsync(item, cancellationToken);

    /// <summary>Writes what is left.</summary>
    public async Task<(AuditKind Counts, AuditChunks Written)> CompleteAsync(CancellationToken cancellationToken) =>
    (
        _counts,
        new AuditChunks(
            await _findings.CompleteAsync(cancellationToken), await _contents.CompleteAsync(cancellationToken), await _needs.CompleteAsync(cancellationToken),
            await _standing.CompleteAsync(cancellationToken), await _names.CompleteAsync(cancellationToken), 0,
            _manifest is null ? 0 : await _manifest.CompleteAsync(cancellationToken)));

    public void Dispose()
    {
        _findings.Dispose();
        _contents.Dispose();
        _needs.Dispose();
        _standing.Dispose();
        _names.Dispose();
        _manifest?.Dispose();
    }
}
