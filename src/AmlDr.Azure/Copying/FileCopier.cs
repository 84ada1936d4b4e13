using AmlDr.Azure.Blobs;
using AmlDr.Azure.Options;
using AmlDr.Core.Failures;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Copying;

/// <summary>
/// Copies files between storage accounts: in one call up to the limit of the synchronous copy, beyond it block by block, so that an
/// interrupted copy goes on where it was. Every method may be repeated.
/// </summary>
public sealed class FileCopier
{
    // One block of a streamed copy, held in memory; the fallback is not meant to be fast.
    private const long LargestStreamedBlock = 100L * 1024 * 1024;

    private readonly BlobClientFactory _blobs;
    private readonly ISourceAuthorization _sources;
    private readonly CopyOptions _options;
    private readonly CopyMeter _meter;

    /// <summary>Creates a copier.</summary>
    /// <param name="blobs">Clients for containers.</param>
    /// <param name="sources">How the destination is let in to read.</param>
    /// <param name="options">The settings.</param>
    /// <param name="meter">Where bytes are counted.</param>
    public FileCopier(BlobClientFactory blobs, ISourceAuthorization sources, IOptions<AmlDrOptions> options, CopyMeter meter)
    {
        ArgumentNullException.ThrowIfNull(options);
        _blobs = blobs;
        _sources = sources;
        _options = options.Value.Copy;
        _meter = meter;
    }

    /// <summary>The block length for a file.</summary>
    /// <param name="length">The file's length in bytes.</param>
    /// <returns>The length of its blocks in bytes; 0 when it is copied in one piece.</returns>
    public long BlockBytesFor(long length)
    {
        const int mostBlocks = 50_000;
        return length <= _options.SingleCopyLimitBytes ? 0 : Math.Max(_options.BlockBytes, (length + mostBlocks - 1) / mostBlocks);
    }

    /// <summary>Copies a file in one piece.</summary>
    /// <param name="sourceRoot">The source container's address.</param>
    /// <param name="targetRoot">The destination container's address.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When the copy stands.</returns>
    /// <exception cref="ConflictException">The source or the destination has changed since the plan was made.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async Task CopyWholeAsync(Uri sourceRoot, Uri targetRoot, PlannedFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        BlobCopyClient target = _blobs.GetCopyClient(targetRoot);
        CopySource source = await _sources.AuthorizeAsync(sourceRoot, file.SourceName, file.SourceETag, cancellationToken);
        BlobCondition condition = ConditionFor(file);
        try
        {
            Task copy = _options.SingleCopyMethod == SingleCopyMethod.PutBlobFromUrl
                ? target.PutBlobFromUrlAsync(file.TargetName, source, condition, file.TargetMetadata, cancellationToken)
                : target.CopyFromUrlAsync(file.TargetName, source, condition, file.TargetMetadata, cancellationToken);
            await copy;
            _meter.CountByService(file.File.Length);
        }
        catch (ConflictException)
        {
            await AcceptIfCopiedAsync(targetRoot, file, cancellationToken);
        }
        catch (Exception exception) when (CanStream(exception))
        {
            await StreamWholeAsync(sourceRoot, targetRoot, file, cancellationToken);
        }
    }

    /// <summary>Copies some blocks of a large file; blocks that already stand are left alone.</summary>
    /// <param name="sourceRoot">The source container's address.</param>
    /// <param name="targetRoot">The destination container's address.</param>
    /// <param name="file">The file.</param>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="blockCount">The number of blocks.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The number of blocks that were copied now.</returns>
    /// <exception cref="ConflictException">The source has changed since the plan was made.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async Task<int> CopyBlocksAsync(
        Uri sourceRoot, Uri targetRoot, PlannedFile file, int firstBlock, int blockCount, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        BlobCopyClient target = _blobs.GetCopyClient(targetRoot);
        IReadOnlyDictionary<string, long> standing = await target.GetUncommittedBlocksAsync(file.TargetName, cancellationToken);
        List<int> missing =
        [
            .. Enumerable.Range(firstBlock, blockCount).Where(index =>
                !standing.TryGetValue(BlockIds.Create(file.SourceETag, file.BlockBytes, index), out long length)
                || length != LengthOf(file, index)),
        ];
        if (missing.Count > 0 && standing.Count == 0 && await IsCopiedAsync(targetRoot, file, cancellationToken))
        {
            return 0;
        }

        await Parallel.ForEachAsync(
            missing,
            new ParallelOptions { MaxDegreeOfParallelism = _options.ParallelCalls, CancellationToken = cancellationToken },
            async (index, token) => await CopyBlockAsync(sourceRoot, target, file, index, token));
        return missing.Count;
    }

    /// <summary>Makes a large file of its blocks, which all stand.</summary>
    /// <param name="targetRoot">The destination container's address.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When the copy stands.</returns>
    /// <exception cref="ConflictException">The destination has changed since the plan was made.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async Task CommitBlocksAsync(Uri targetRoot, PlannedFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (await IsCopiedAsync(targetRoot, file, cancellationToken))
        {
            return;
        }

        try
        {
            await _blobs.GetCopyClient(targetRoot).PutBlockListAsync(
                file.TargetName,
                Enumerable.Range(0, file.BlockCount).Select(index => BlockIds.Create(file.SourceETag, file.BlockBytes, index)),
                ConditionFor(file), file.Headers, file.File.ContentMd5, file.TargetMetadata, cancellationToken);
        }
        catch (ConflictException)
        {
            await AcceptIfCopiedAsync(targetRoot, file, cancellationToken);
        }
    }

    private async Task CopyBlockAsync(
        Uri sourceRoot, BlobCopyClient target, PlannedFile file, int index, CancellationToken cancellationToken)
    {
        string id = BlockIds.Create(file.SourceETag, file.BlockBytes, index);
        long offset = index * file.BlockBytes;
        long length = LengthOf(file, index);
        try
        {
            CopySource source = await _sources.AuthorizeAsync(sourceRoot, file.SourceName, file.SourceETag, cancellationToken);
            await target.PutBlockFromUrlAsync(file.TargetName, id, source, offset, length, cancellationToken);
            _meter.CountByService(length);
        }
        catch (Exception exception) when (CanStream(exception) && length <= LargestStreamedBlock)
        {
            BinaryData content = await _blobs.GetContainer(sourceRoot)
                .DownloadRangeAsync(file.SourceName, offset, length, file.SourceETag, cancellationToken);
            await target.PutBlockAsync(file.TargetName, id, content, cancellationToken);
            _meter.CountThroughProcess(length);
        }
    }

    // The one-piece copy as blocks through this process: the same names as a block copy would use, so that it can be taken up again too.
    private async Task StreamWholeAsync(Uri sourceRoot, Uri targetRoot, PlannedFile file, CancellationToken cancellationToken)
    {
        PlannedFile inBlocks = file with { BlockBytes = Math.Min(Math.Max(1, _options.BlockBytes), LargestStreamedBlock) };
        BlobCopyClient target = _blobs.GetCopyClient(targetRoot);
        for (int index = 0; index < inBlocks.BlockCount; index++)
        {
            long length = LengthOf(inBlocks, index);
            BinaryData content = await _blobs.GetContainer(sourceRoot)
                .DownloadRangeAsync(file.SourceName, index * inBlocks.BlockBytes, length, file.SourceETag, cancellationToken);
            await target.PutBlockAsync(
                file.TargetName, BlockIds.Create(file.SourceETag, inBlocks.BlockBytes, index), content, cancellationToken);
            _meter.CountThroughProcess(length);
        }

        await CommitBlocksAsync(targetRoot, inBlocks, cancellationToken);
    }

    // A conditional write that conflicts may be our own earlier one, whose answer was lost.
    private async Task AcceptIfCopiedAsync(Uri targetRoot, PlannedFile file, CancellationToken cancellationToken)
    {
        if (!await IsCopiedAsync(targetRoot, file, cancellationToken))
        {
            throw new ConflictException(
                $"'{file.SourceName}' or its copy changed while it was being copied; the next attempt plans anew.");
        }
    }

    private async Task<bool> IsCopiedAsync(Uri targetRoot, PlannedFile file, CancellationToken cancellationToken) =>
        await _blobs.GetContainer(targetRoot).TryGetPropertiesAsync(file.TargetName, cancellationToken) is { } standing
        && file.IsCopiedTo(standing);

    // The service could not read the source although we can: both accounts private, or another tenant's.
    private bool CanStream(Exception exception) =>
        _options.StreamingFallback && exception is AccessDeniedException or NotFoundException or InvalidAssetException;

    private static long LengthOf(PlannedFile file, int index) =>
        Math.Min(file.BlockBytes, file.File.Length - (index * file.BlockBytes));

    private static BlobCondition ConditionFor(PlannedFile file) =>
        file.TargetETag is null ? BlobCondition.Absent : BlobCondition.Unchanged(file.TargetETag);
}
