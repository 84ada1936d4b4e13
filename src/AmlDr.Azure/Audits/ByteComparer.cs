using System.Security.Cryptography;
using AmlDr.Azure.Blobs;
using AmlDr.Core.Audits;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Audits;

/// <summary>
/// Reads the bytes of a file on both sides, a range at a time, and compares them. Where only the secondary is asked, the bytes are held against the
/// MD5 that came with the copy.
/// </summary>
/// <param name="blobs">Clients for containers.</param>
internal sealed class ByteComparer(BlobClientFactory blobs)
{
    private const long RangeBytes = 4 * 1024 * 1024;

    /// <summary>Compares.</summary>
    /// <param name="file">The file; its listings agree.</param>
    /// <param name="offset">Where to go on.</param>
    /// <param name="isInterrupted">Says whether the reading is to be interrupted.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<ByteVerdict> CompareAsync(ListedFile file, long offset, Func<bool> isInterrupted, CancellationToken cancellationToken)
    {
        if (file.Target is not { } target)
        {
            return new ByteVerdict(null, 0);
        }

        try
        {
            return file.Source is null
                ? await CompareWithDigestAsync(file, target, cancellationToken)
                : await CompareBothAsync(file, file.Source, target, offset, isInterrupted, cancellationToken);
        }
        catch (ConflictException)
        {
            // The file has changed since it was listed: its listing is out of date too, and the next audit tells.
            return new ByteVerdict(null, 0);
        }
    }

    private async Task<ByteVerdict> CompareBothAsync(
        ListedFile file, BlobItem source, BlobItem target, long offset, Func<bool> isInterrupted, CancellationToken cancellationToken)
    {
        BlobContainerClient from = blobs.GetContainer(file.Place.SourceRoot);
        BlobContainerClient to = blobs.GetContainer(file.Place.TargetRoot);
        long read = 0;
        for (long at = offset; at < source.Length; at += RangeBytes)
        {
            if (read > 0 && isInterrupted())
            {
                return new ByteVerdict(null, read, at);
            }

            long length = Math.Min(RangeBytes, source.Length - at);
            Task<BinaryData> sourceTask = from.DownloadRangeAsync(source.Name, at, length, source.ETag, cancellationToken);
            Task<BinaryData> targetTask = to.DownloadRangeAsync(target.Name, at, length, target.ETag, cancellationToken);
            await Task.WhenAll(sourceTask, targetTask);
            read += 2 * length;
            BinaryData sourceBytes = await sourceTask;
            BinaryData targetBytes = await targetTask;
            int first = sourceBytes.ToMemory().Span.CommonPrefixLength(targetBytes.ToMemory().Span);
            if (first < length)
            {
                return new ByteVerdict(
                    new AuditReason(AuditCodes.FileContent, $"The bytes of the file '{file.Path}' differ from byte {at + first} on, although listings tell the same of both.")
                    {
                        File = file.Path,
                    },
                    read);
            }
        }

        return new ByteVerdict(null, read);
    }

    // The digest needs the whole file, so that this is not interrupted.
    private async Task<ByteVerdict> CompareWithDigestAsync(ListedFile file, BlobItem target, CancellationToken cancellationToken)
    {
        if (target.ContentMd5 is not { } expected)
        {
            return new ByteVerdict(null, 0);
        }

        BlobContainerClient container = blobs.GetContainer(file.Place.TargetRoot);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        for (long at = 0; at < target.Length; at += RangeBytes)
        {
            digest.AppendData((await container.DownloadRangeAsync(
                target.Name, at, Math.Min(RangeBytes, target.Length - at), target.ETag, cancellationToken)).ToMemory().Span);
        }

        string actual = Convert.ToBase64String(digest.GetHashAndReset());
        return new ByteVerdict(
            actual == expected ? null : new AuditReason(
                AuditCodes.FileContent, $"The bytes of the file '{file.Path}' have the MD5 {actual}, and {expected} came with the copy.")
            {
                File = file.Path, Expected = expected, Actual = actual,
            },
            target.Length);
    }
}
