using System.Collections.Concurrent;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Files;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Planning;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Failures;
using AmlDr.Core.Notebooks;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Notebooks;

/// <summary>
/// Compares the notebooks' shares by their listings: files are equal when length and time of the last write are, because a copy gets the time of its
/// original. Directories are made where they are missing. Nothing is deleted: what the primary does not have (any more) is counted and kept.
/// </summary>
/// <remarks>
/// A change that keeps a file's length and its time of the last write is not noticed. Names differ by more than case, as in the service itself.
/// </remarks>
public sealed class NotebookComparer
{
    /// <summary>The directory in which files are built before they take their place.</summary>
    public const string WorkDirectory = ".amldr-copying";

    private const int ParallelDirectories = 8;
    private readonly NotebookShareFinder _finder;
    private readonly FileShareClientFactory _shares;
    private readonly PairRegistry _pairs;
    private readonly ControlStoreClient _store;
    private readonly PairStateStore _states;

    /// <summary>Creates a comparer.</summary>
    /// <param name="finder">Finds the shares.</param>
    /// <param name="shares">Clients for shares.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="store">Where the files to copy are written down.</param>
    /// <param name="states">Tells when the sides of a pair parted.</param>
    public NotebookComparer(
        NotebookShareFinder finder, FileShareClientFactory shares, PairRegistry pairs, ControlStoreClient store, PairStateStore states)
    {
        _states = states;
        _finder = finder;
        _shares = shares;
        _pairs = pairs;
        _store = store;
    }

    /// <summary>Compares the shares.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="passId">The pass, under which the files to copy are written down.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found; null when there is nothing to do: the policy wants none, or both workspaces use one share.</returns>
    /// <exception cref="RefusedException">A share cannot be found.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<NotebookComparison?> CompareAsync(string pairName, string passId, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        if (!pair.Policy.Notebooks)
        {
            return null;
        }

        NotebookShares shares = await _finder.FindAsync(pair, cancellationToken);
        if (shares.IsShared)
        {
            return null;
        }

        DateTimeOffset? since = pair.IsBack
            ? ServingSideReader.ChangedSince(await _states.GetAsync(Pair.BaseNameOf(pair.Name), cancellationToken)) ?? DateTimeOffset.MinValue
            : null;
        using var walk = new Walk(this, pair, passId, _shares.GetShare(shares.Primary), _shares.GetShare(shares.Secondary), since);
        ConcurrentBag<(string Path, bool IsInSecondary)> level = [("", true)];
        while (!level.IsEmpty)
        {
            var next = new ConcurrentBag<(string Path, bool IsInSecondary)>();
            await Parallel.ForEachAsync(
                level,
                new ParallelOptions { MaxDegreeOfParallelism = ParallelDirectories, CancellationToken = cancellationToken },
                async (directory, token) =>
                {
                    foreach ((string Path, bool IsInSecondary) below in await walk.CompareAsync(directory, token))
                    {
                        next.Add(below);
                    }
                });
            level = next;
        }

        return await walk.EndAsync(shares.Name, cancellationToken);
    }

    /// <summary>Reads a share of work.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="passId">The pass.</param>
    /// <param name="unit">Its number, from 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The files.</returns>
    /// <exception cref="NotFoundException">It is gone.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<IReadOnlyList<NotebookFile>> ReadUnitAsync(string pairName, string passId, int unit, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<NotebookFile[]>(ControlStoreNames.NotebookFiles(_pairs[pairName].Name, passId, unit), cancellationToken))?.Value
            ?? throw new NotFoundException($"Share {unit} of the notebooks of '{pairName}' is gone from the control store; the next sweep compares anew.");

    private sealed class Walk(
        NotebookComparer comparer, Pair pair, string passId, FileShareClient source, FileShareClient target, DateTimeOffset? since) : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly SemaphoreSlim _writing = new(1);
        private readonly NotebookUnits _units = new();
        private int _files;
        private long _bytes;
        private int _differing;
        private int _extra;
        private int _unitCount;
        private NotebookCounts _failures = new();

        public async Task<IReadOnlyList<(string Path, bool IsInSecondary)>> CompareAsync(
            (string Path, bool IsInSecondary) directory, CancellationToken cancellationToken)
        {
            try
            {
                return await CompareEntriesAsync(directory, cancellationToken);
            }
            catch (AmlDrException exception) when (directory.Path.Length > 0 && exception is not (TransientException or ThrottledException))
            {
                // Deleted since its parent was listed, or closed to us: the others go on.
                lock (_gate)
                {
                    _failures = exception is NotFoundException ? _failures : _failures.AddFailure(directory.Path, exception);
                }

                return [];
            }
        }

        public void Dispose() => _writing.Dispose();

        public async Task<NotebookComparison> EndAsync(string share, CancellationToken cancellationToken)
        {
            await WriteAsync(_units.Close(), cancellationToken);
            return new NotebookComparison(share, _files, _bytes, _differing, _extra, _unitCount, _failures);
        }

        private async Task<IReadOnlyList<(string Path, bool IsInSecondary)>> CompareEntriesAsync(
            (string Path, bool IsInSecondary) directory, CancellationToken cancellationToken)
        {
            Task<Dictionary<string, FileItem>> sourceTask = ListAsync(source, directory.Path, cancellationToken);
            Task<Dictionary<string, FileItem>> targetTask = ListTargetAsync(directory, cancellationToken);
            await Task.WhenAll(sourceTask, targetTask);
            (Dictionary<string, FileItem> sources, Dictionary<string, FileItem> targets) = (await sourceTask, await targetTask);
            var below = new List<(string, bool)>();
            foreach (FileItem item in sources.Values)
            {
                string path = directory.Path.Length == 0 ? item.Name : $"{directory.Path}/{item.Name}";
                FileItem? standing = targets.GetValueOrDefault(item.Name);
                if (item.IsDirectory)
                {
                    below.Add((path, standing is { IsDirectory: true }));
                }
                else
                {
                    await TakeAsync(new NotebookFile(path, item.Length), IsEqual(item, standing) || StaysOnTheWayBack(path, item, standing), cancellationToken);
                }
            }

            int extra = targets.Values.Count(standing => !standing.IsDirectory && !sources.ContainsKey(standing.Name));
            Interlocked.Add(ref _extra, extra);
            return below;
        }

        private async Task TakeAsync(NotebookFile file, bool isEqual, CancellationToken cancellationToken)
        {
            IReadOnlyList<NotebookFile>? full = null;
            lock (_gate)
            {
                _files++;
                _bytes += file.Length;
                if (!isEqual)
                {
                    _differing++;
                    full = _units.Add(file);
                }
            }

            await WriteAsync(full ?? [], cancellationToken);
        }

        private async Task WriteAsync(IReadOnlyList<NotebookFile> unit, CancellationToken cancellationToken)
        {
            if (unit.Count == 0)
            {
                return;
            }

            await _writing.WaitAsync(cancellationToken);
            try
            {
                await comparer._store.WriteAsync(
                    ControlStoreNames.NotebookFiles(pair.Name, passId, _unitCount), unit, BlobCondition.None, null, cancellationToken);
                _unitCount++;
            }
            finally
            {
                _writing.Release();
            }
        }

        private async Task<Dictionary<string, FileItem>> ListTargetAsync((string Path, bool IsInSecondary) directory, CancellationToken cancellationToken)
        {
            try
            {
                if (directory.IsInSecondary)
                {
                    return await ListAsync(target, directory.Path, cancellationToken);
                }
            }
            catch (NotFoundException) when (directory.Path.Length > 0)
            {
                // Deleted there since its parent was listed.
            }

            await target.CreateDirectoryIfMissingAsync(directory.Path, cancellationToken);
            return new Dictionary<string, FileItem>(StringComparer.OrdinalIgnoreCase);
        }

        // On the way back a file is taken that was written since the sides parted. One that was written on both sides since then is a conflict.
        private bool StaysOnTheWayBack(string path, FileItem item, FileItem? standing)
        {
            if (since is not { } parted)
            {
                return false;
            }

            if (item.LastWriteTime < parted)
            {
                return true;
            }

            if (standing is null || standing.LastWriteTime < parted || pair.Policy.Failover.FailbackConflicts == FailbackConflicts.PreferSecondary)
            {
                return false;
            }

            lock (_gate)
            {
                _failures = _failures.AddFailure(path, new ConflictException(
                    "It was written on both sides since they parted, and the primary's stays. The mirror's next sweep brings the primary's to the secondary: "
                    + "copy the secondary's aside before the operation goes on, should it be needed."));
            }

            return true;
        }

        private static bool IsEqual(FileItem item, FileItem? standing) =>
            standing is { IsDirectory: false } && standing.Length == item.Length
            && item.LastWriteTime is { } written && standing.LastWriteTime == written;

        private static async Task<Dictionary<string, FileItem>> ListAsync(FileShareClient share, string path, CancellationToken cancellationToken)
        {
            var items = new Dictionary<string, FileItem>(StringComparer.OrdinalIgnoreCase);
            await foreach (FileItem item in share.ListAsync(path, cancellationToken))
            {
                if (path.Length > 0 || item.Name != WorkDirectory)
                {
                    items[item.Name] = item;
                }
            }

            return items;
        }
    }
}
