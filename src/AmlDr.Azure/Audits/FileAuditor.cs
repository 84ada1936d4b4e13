using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Audits;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Audits;

/// <summary>
/// Compares the files of assets: by listings, and the bytes of a sample of them. Where the primary's storage does not answer, the secondary's files
/// are held against the digest that was verified when they were copied.
/// </summary>
public sealed class FileAuditor
{
    private const int ParallelAssets = 8;
    private const int ListedPerChunk = 100;
    private const int ReadPerChunk = 10;
    private readonly ContentLister _lister;
    private readonly ByteComparer _bytes;
    private readonly LedgerStore _ledger;
    private readonly AuditWorkStore _work;
    private readonly TimeProvider _clock;

    /// <summary>Creates an auditor.</summary>
    /// <param name="blobs">Clients for containers.</param>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="work">Where the assets stand, and findings go.</param>
    /// <param name="clock">The clock.</param>
    public FileAuditor(BlobClientFactory blobs, LedgerStore ledger, AuditWorkStore work, TimeProvider clock)
    {
        _lister = new ContentLister(blobs, costsPagesAlone: true);
        _bytes = new ByteComparer(blobs);
        _ledger = ledger;
        _work = work;
        _clock = clock;
    }

    /// <summary>After this long the reading of bytes is interrupted and goes on in another call.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(3);

    /// <summary>How many assets make a chunk.</summary>
    internal static int ItemsPerChunk(AuditLevel level) => level == AuditLevel.Hash ? ReadPerChunk : ListedPerChunk;

    /// <summary>Compares the files of a chunk of assets.</summary>
    /// <param name="request">Which chunk.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found. Without the primary, what fails is told of its asset and the others go on.</returns>
    /// <exception cref="AmlDrException">A call failed for a while, or the control store did; the type says how.</exception>
    public async Task<ContentResult> CheckAsync(ContentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        IReadOnlyList<ContentItem> items = await _work.ReadChunkAsync<ContentItem>(
            request.Pair, request.AuditId, AuditStreams.Contents, request.Kind, request.Chunk, cancellationToken);
        return request.Level == AuditLevel.Hash
            ? await ReadAsync(request, items, cancellationToken)
            : await ListAsync(request, items, cancellationToken);
    }

    private async Task<ContentResult> ListAsync(ContentRequest request, IReadOnlyList<ContentItem> items, CancellationToken cancellationToken)
    {
        var verdicts = new FileVerdict[items.Count];
        await Parallel.ForEachAsync(
            items.Index(), new ParallelOptions { MaxDegreeOfParallelism = ParallelAssets, CancellationToken = cancellationToken },
            async (item, token) => verdicts[item.Index] = await JudgeListingAsync(request, item.Item, token));
        await WriteAsync(request, verdicts.Select(verdict => verdict.ToItem()).OfType<AuditItem>(), cancellationToken);
        return new ContentResult(verdicts.Aggregate(new AuditKind(request.Kind), (counts, verdict) => verdict.AddTo(counts)), null);
    }

    // One asset after the other, so that it can be interrupted at any byte.
    private async Task<ContentResult> ReadAsync(ContentRequest request, IReadOnlyList<ContentItem> items, CancellationToken cancellationToken)
    {
        long begun = _clock.GetTimestamp();
        var counts = new AuditKind(request.Kind);
        var found = new List<AuditItem>();
        ContentCursor? cursor = request.Cursor;
        for (int at = cursor?.Item ?? 0; at < items.Count; at++)
        {
            FileVerdict verdict = await JudgeListingAsync(request, items[at], cancellationToken);
            if (verdict is { FileReasons.Count: 0, Found: not AuditClass.Error } && AuditSample.Picks(request.AuditId, items[at].Asset, request.Sample))
            {
                var start = new ContentCursor(at, cursor?.File ?? 0, cursor?.Offset ?? 0, cursor?.Reasons ?? []);
                (verdict, ContentCursor? next) = await ReadFilesAsync(verdict, start, begun, cancellationToken);
                if (next is not null)
                {
                    await AddAsync(request, found, cancellationToken);
                    return new ContentResult(counts with { BytesRead = counts.BytesRead + verdict.BytesRead, FilesRead = counts.FilesRead + verdict.FilesRead }, next);
                }
            }

            cursor = null;
            counts = verdict.AddTo(counts);
            if (verdict.ToItem() is { } item)
            {
                found.Add(item);
            }
        }

        await AddAsync(request, found, cancellationToken);
        return new ContentResult(counts, null);
    }

    private async Task<(FileVerdict Verdict, ContentCursor? Next)> ReadFilesAsync(
        FileVerdict verdict, ContentCursor start, long begun, CancellationToken cancellationToken)
    {
        List<AuditReason> reasons = [.. start.Reasons];
        long offset = start.Offset;
        for (int file = start.File; file < verdict.Files.Count; file++)
        {
            ByteVerdict bytes = await _bytes.CompareAsync(verdict.Files[file], offset, () => _clock.GetElapsedTime(begun) > Patience, cancellationToken);
            verdict = verdict with { BytesRead = verdict.BytesRead + bytes.BytesRead };
            if (bytes.Reason is not null)
            {
                reasons.Add(bytes.Reason);
            }

            if (bytes.GoesOnAt is { } next)
            {
                return (verdict, start with { File = file, Offset = next, Reasons = reasons });
            }

            verdict = verdict with { FilesRead = verdict.FilesRead + 1 };
            offset = 0;
        }

        return (reasons.Count == 0 ? verdict : verdict.With(reasons) with { DistrustsContent = true }, null);
    }

    private async Task<FileVerdict> JudgeListingAsync(ContentRequest request, ContentItem item, CancellationToken cancellationToken)
    {
        try
        {
            return request.WithoutPrimary
                ? await JudgeAloneAsync(request, item, cancellationToken)
                : await JudgeBothAsync(item, cancellationToken);
        }
        catch (AmlDrException exception) when (request.WithoutPrimary || exception is not (TransientException or ThrottledException or RegionDownException))
        {
            return new FileVerdict(item, AuditClass.Error, [AuditReasons.Of(exception)], []);
        }
    }

    private async Task<FileVerdict> JudgeBothAsync(ContentItem item, CancellationToken cancellationToken)
    {
        var files = new List<ListedFile>();
        var reasons = new List<AuditReason>();
        foreach (FilePlace place in item.Places)
        {
            (string path, List<BlobItem> sources) = await _lister.ListSourceAsync(place.SourceRoot, place.Path, item.Asset, cancellationToken);
            Dictionary<string, BlobItem> targets = await _lister.ListTargetAsync(place.TargetRoot, path, cancellationToken);
            files.AddRange(sources.Select(source => new ListedFile(place, source, targets.GetValueOrDefault(source.Name), Below(source.Name, path))));
            reasons.AddRange(FileComparison.Compare(
                sources.Select(source => ListedFile.Describe(source, Below(source.Name, path))),
                targets.Values.ToDictionary(target => Below(target.Name, path), target => ListedFile.Describe(target, Below(target.Name, path)), StringComparer.Ordinal)));
        }

        return FileVerdict.Of(item, reasons, files);
    }

    private async Task<FileVerdict> JudgeAloneAsync(ContentRequest request, ContentItem item, CancellationToken cancellationToken)
    {
        AssetRecord? record = await _ledger.TryGetAsync(request.Pair, item.Asset, cancellationToken);
        var files = new List<ListedFile>();
        var digests = new List<string>();
        foreach (FilePlace place in item.Places)
        {
            string path = place.Path;
            Dictionary<string, BlobItem> targets = await _lister.ListTargetAsync(place.TargetRoot, path, cancellationToken);
            if (targets.Count == 0 && path.Contains('%', StringComparison.Ordinal))
            {
                path = Uri.UnescapeDataString(path);
                targets = await _lister.ListTargetAsync(place.TargetRoot, path, cancellationToken);
            }

            files.AddRange(targets.Values.Select(target => new ListedFile(place, null, target, Below(target.Name, path))));
            digests.Add(ContentDigest.Compute(targets.Values.Select(target => new ContentFile(Below(target.Name, path), target.Length, SourceMd5(target)))));
        }

        if (record is not { ContentDigest: { } verified })
        {
            var unknown = new AuditReason(AuditCodes.FileUnproven, "The primary's storage does not answer, and no verified copy of the files is on record.");
            return new FileVerdict(item, AuditClass.Error, [unknown], files);
        }

        if (ContentDigest.Combine(digests) == verified)
        {
            return FileVerdict.Of(item, [], files);
        }

        string was = $"{record.FileCount} files of {record.ContentBytes} bytes in all";
        string now = $"{files.Count} of {files.Sum(file => file.Target!.Length)}";
        var reason = new AuditReason(AuditCodes.Files, $"The files are not those that were verified when they were copied: there were {was}, and there are {now}. Which differ, the primary alone can tell.")
        {
            Expected = was, Actual = now,
        };

        // More files than were copied may be others' in the same folder, which are no drift.
        return files.Count > record.FileCount ? new FileVerdict(item, AuditClass.Error, [reason], files) : FileVerdict.Of(item, [reason], files);
    }

    // A copy of a file without MD5 remembers its source's ETag; the service may have given the copy an MD5 of its own.
    private static string? SourceMd5(BlobItem target) => target.Metadata.ContainsKey(PlannedFile.SourceETagMetadata) ? null : target.ContentMd5;

    private static string Below(string name, string path) => name.Length == path.Length ? "" : name[path.Length..].TrimStart('/');

    private Task WriteAsync(ContentRequest request, IEnumerable<AuditItem> items, CancellationToken cancellationToken) =>
        _work.WriteChunkAsync(request.Pair, request.AuditId, AuditStreams.Files, request.Kind, request.Chunk, [.. items], cancellationToken);

    // Earlier calls may have written findings of the chunk, and so may an earlier run of this one, whose answer was lost.
    private async Task AddAsync(ContentRequest request, List<AuditItem> found, CancellationToken cancellationToken)
    {
        IReadOnlyList<AuditItem> before = request.Cursor is null
            ? []
            : await _work.TryReadChunkAsync<AuditItem>(request.Pair, request.AuditId, AuditStreams.Files, request.Kind, request.Chunk, cancellationToken) ?? [];
        await WriteAsync(request, before.Concat(found).DistinctBy(item => item.Finding.Asset), cancellationToken);
    }
}
