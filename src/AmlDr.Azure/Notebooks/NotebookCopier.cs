using System.Globalization;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Files;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Options;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Notebooks;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Notebooks;

/// <summary>
/// Copies notebooks from share to share, read by the service itself, range by range. A file is built aside and takes its place at once when it is
/// whole and its original has not changed meanwhile, so that the secondary has the old or the new one, never half of it. A large file that was
/// interrupted goes on where it was.
/// </summary>
public sealed class NotebookCopier
{
    // A file of more than one stretch notes after each how far it has come: 64 ranges, 256 MiB.
    private const long Stretch = 64 * FileShareClient.LargestRange;
    private const string SourceMark = "amldr_source";
    private const string DoneMark = "amldr_done";

    private readonly NotebookComparer _comparer;
    private readonly NotebookShareFinder _finder;
    private readonly FileShareClientFactory _shares;
    private readonly PairRegistry _pairs;
    private readonly CopyOptions _options;
    private readonly CopyMeter _meter;

    /// <summary>Creates a copier.</summary>
    /// <param name="comparer">Knows the shares of work.</param>
    /// <param name="finder">Finds the shares.</param>
    /// <param name="shares">Clients for shares.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="options">The settings.</param>
    /// <param name="meter">Where bytes are counted.</param>
    public NotebookCopier(
        NotebookComparer comparer, NotebookShareFinder finder, FileShareClientFactory shares, PairRegistry pairs, IOptions<AmlDrOptions> options,
        CopyMeter meter)
    {
        ArgumentNullException.ThrowIfNull(options);
        _comparer = comparer;
        _finder = finder;
        _shares = shares;
        _pairs = pairs;
        _options = options.Value.Copy;
        _meter = meter;
    }

    /// <summary>Copies a share of work. What cannot be copied is counted with its reason and holds up no other file.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="passId">The pass.</param>
    /// <param name="unit">The number of the share of work.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="TransientException">
    /// Calls failed that may succeed later; every other file has been seen to. Doing it again goes on with the rest.
    /// </exception>
    /// <exception cref="ThrottledException">Calls were refused for their number; likewise.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async Task<NotebookCounts> CopyUnitAsync(string pairName, string passId, int unit, CancellationToken cancellationToken)
    {
        IReadOnlyList<NotebookFile> files = await _comparer.ReadUnitAsync(pairName, passId, unit, cancellationToken);
        NotebookShares found = await _finder.FindAsync(_pairs[pairName], cancellationToken);
        (FileShareClient source, FileShareClient target) = (_shares.GetShare(found.Primary), _shares.GetShare(found.Secondary));
        await target.CreateDirectoryIfMissingAsync(NotebookComparer.WorkDirectory, cancellationToken);
        var gate = new Lock();
        var counts = new NotebookCounts();
        AmlDrException? passing = null;
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = _options.ParallelCalls, CancellationToken = cancellationToken },
            async (file, token) =>
            {
                NotebookCounts result = new();
                try
                {
                    bool copied = await CopyAsync(source, target, file, token);
                    result = copied ? new NotebookCounts { Copied = 1, CopiedBytes = file.Length } : new NotebookCounts { Settled = 1 };
                }
                catch (AmlDrException exception) when (exception is TransientException or ThrottledException)
                {
                    lock (gate)
                    {
                        passing ??= exception;
                    }
                }
                catch (AmlDrException exception)
                {
                    result = result.AddFailure(file.Path, exception);
                }

                lock (gate)
                {
                    counts = counts.Add(result);
                }
            });
        return passing switch
        {
            null => counts,
            ThrottledException throttled => throw new ThrottledException(throttled.Message, throttled.RetryAfter),
            var lost => throw new TransientException(lost.Message, lost),
        };
    }

    /// <summary>Removes what interrupted copies left behind and nobody has gone on with for a day.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task CleanAsync(string pairName, DateTimeOffset now, CancellationToken cancellationToken)
    {
        NotebookShares found = await _finder.FindAsync(_pairs[pairName], cancellationToken);
        FileShareClient target = _shares.GetShare(found.Secondary);
        try
        {
            await foreach (FileItem item in target.ListAsync(NotebookComparer.WorkDirectory, cancellationToken))
            {
                if (!item.IsDirectory && item.LastWriteTime is { } written && now - written > TimeSpan.FromDays(1))
                {
                    await target.DeleteIfExistsAsync($"{NotebookComparer.WorkDirectory}/{item.Name}", cancellationToken);
                }
            }
        }
        catch (NotFoundException)
        {
            // Nothing was ever copied.
        }
    }

    private async Task<bool> CopyAsync(FileShareClient source, FileShareClient target, NotebookFile file, CancellationToken cancellationToken)
    {
        FileProperties? original = await source.TryGetPropertiesAsync(file.Path, cancellationToken);
        FileProperties? standing = await target.TryGetPropertiesAsync(file.Path, cancellationToken);
        if (original is null || (standing is not null && standing.IsLike(original)))
        {
            return false;
        }

        if (standing is not null && standing.Length == original.Length
            && original.ContentMd5 is { } md5 && md5 == standing.ContentMd5)
        {
            await target.SetPropertiesAsync(file.Path, original, cancellationToken);
            return false;
        }

        string work = $"{NotebookComparer.WorkDirectory}/{CanonicalJson.Digest(file.Path.ToUpperInvariant())[..32]}";
        await BuildAsync(source, target, file.Path, work, original, cancellationToken);
        await CheckUnchangedAsync(source, file.Path, original, cancellationToken);
        await target.SetMetadataAsync(work, original.Metadata, cancellationToken);
        await target.SetPropertiesAsync(work, original, cancellationToken);
        await PutInPlaceAsync(target, work, file.Path, original, cancellationToken);
        return true;
    }

    private async Task BuildAsync(
        FileShareClient source, FileShareClient target, string path, string work, FileProperties original, CancellationToken cancellationToken)
    {
        string mark = CanonicalJson.Digest($"{path}\n{original.ETag}")[..32];
        long done = original.Length > Stretch ? await FindProgressAsync(target, work, original, mark, cancellationToken) : 0;
        if (done == 0)
        {
            await target.CreateFileAsync(work, original.Length, Marks(mark, 0), cancellationToken);
        }

        Uri from = FileRequest.Address(source.Address, path);
        for (; done < original.Length; done = Math.Min(done + Stretch, original.Length))
        {
            if (done > 0)
            {
                await target.SetMetadataAsync(work, Marks(mark, done), cancellationToken);
            }

            long end = Math.Min(done + Stretch, original.Length);
            await Parallel.ForEachAsync(
                Ranges(done, end),
                new ParallelOptions { MaxDegreeOfParallelism = _options.ParallelCalls, CancellationToken = cancellationToken },
                async (range, token) => await CopyRangeAsync(source, target, path, from, work, range.Offset, range.Length, token));
        }
    }

    private async Task CopyRangeAsync(
        FileShareClient source, FileShareClient target, string path, Uri from, string work, long offset, long length, CancellationToken cancellationToken)
    {
        try
        {
            string authorization = await _shares.AuthorizeSourceAsync(cancellationToken);
            await target.PutRangeFromUrlAsync(work, from, authorization, offset, length, cancellationToken);
            _meter.CountByService(length);
        }
        catch (Exception exception) when (_options.StreamingFallback && exception is AccessDeniedException or NotFoundException or InvalidAssetException)
        {
            // The service could not read the source although we can: both accounts private, or another tenant's.
            await target.PutRangeAsync(work, offset, await source.DownloadRangeAsync(path, offset, length, cancellationToken), cancellationToken);
            _meter.CountThroughProcess(length);
        }
    }

    private static async Task<long> FindProgressAsync(
        FileShareClient target, string work, FileProperties original, string mark, CancellationToken cancellationToken) =>
        await target.TryGetPropertiesAsync(work, cancellationToken) is { } begun
        && begun.Length == original.Length
        && begun.Metadata.GetValueOrDefault(SourceMark) == mark
        && long.TryParse(begun.Metadata.GetValueOrDefault(DoneMark), NumberStyles.None, CultureInfo.InvariantCulture, out long done)
        && done < original.Length
            ? done
            : 0;

    // The service has no condition on the source of a range, so its ETag is compared afterwards.
    private static async Task CheckUnchangedAsync(FileShareClient source, string path, FileProperties original, CancellationToken cancellationToken)
    {
        FileProperties? now = await source.TryGetPropertiesAsync(path, cancellationToken);
        if (now is null || now.ETag != original.ETag || !now.IsLike(original))
        {
            throw new ConflictException($"'{path}' changed while it was being copied; the next sweep copies it again.");
        }
    }

    private static async Task PutInPlaceAsync(
        FileShareClient target, string work, string path, FileProperties original, CancellationToken cancellationToken)
    {
        AmlDrException? failure = null;
        try
        {
            await target.RenameAsync(work, path, original.LastWriteTime, cancellationToken);
        }
        catch (NotFoundException exception)
        {
            // Moved by an earlier call whose answer was lost, or the directory is gone; the look tells.
            failure = exception;
        }

        FileProperties? placed = await target.TryGetPropertiesAsync(path, cancellationToken);
        if (placed is null || !placed.IsLike(original))
        {
            throw failure ?? new ConflictException(
                $"'{path}' is not as it was written: it should have {original.Length} bytes of {original.LastWriteTime:O} and has "
                + $"{placed?.Length.ToString(CultureInfo.InvariantCulture) ?? "no"} bytes of {placed?.LastWriteTime:O}.");
        }
    }

    private static Dictionary<string, string> Marks(string mark, long done) =>
        new() { [SourceMark] = mark, [DoneMark] = done.ToString(CultureInfo.InvariantCulture) };

    private static IEnumerable<(long Offset, long Length)> Ranges(long start, long end)
    {
        for (long offset = start; offset < end; offset += FileShareClient.LargestRange)
        {
            yield return (offset, Math.Min(FileShareClient.LargestRange, end - offset));
        }
    }
}
