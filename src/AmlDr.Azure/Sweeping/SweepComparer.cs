using System.Collections.Concurrent;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;
using Azure;

namespace AmlDr.Azure.Sweeping;

/// <summary>
/// Compares a page of containers of both sides by their lists alone, and writes down which versions need a closer look. Costs list pages, never
/// a call per version.
/// </summary>
public sealed class SweepComparer
{
    private const int ParallelContainers = 8;
    private readonly AmlClient _aml;
    private readonly MirrorContextFactory _contexts;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly LedgerStore _ledger;
    private readonly ControlStoreClient _store;

    /// <summary>Creates a comparer.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="contexts">Makes rewriting contexts.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="store">Where work lists go.</param>
    public SweepComparer(
        AmlClient aml, MirrorContextFactory contexts, KindCatalog kinds, PairRegistry pairs, LedgerStore ledger, ControlStoreClient store)
    {
        _aml = aml;
        _contexts = contexts;
        _kinds = kinds;
        _pairs = pairs;
        _ledger = ledger;
        _store = store;
    }

    /// <summary>Compares one page of containers.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="kindName">The kind.</param>
    /// <param name="sweepId">The sweep, under which differing versions are written down.</param>
    /// <param name="pageNumber">The number of the page, from 0, which tells its work list from the others.</param>
    /// <param name="continuationToken">Where to go on; null for the start of the kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<SweepPage> CompareAsync(
        string pairName, string kindName, string sweepId, int pageNumber, string? continuationToken, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        IAssetKind kind = _kinds[kindName];
        Page<AssetDocument>? page = null;
        await foreach (Page<AssetDocument> first in _aml.ListContainers(pair.Primary, kind, cancellationToken).AsPages(continuationToken))
        {
            page = first;
            break;
        }

        int seen = 0;
        var differing = new ConcurrentBag<AssetId>();
        await Parallel.ForEachAsync(
            page?.Values.Select(container => container.ResourceName).OfType<string>() ?? [],
            new ParallelOptions { MaxDegreeOfParallelism = ParallelContainers, CancellationToken = cancellationToken },
            async (name, token) =>
            {
                int count = await CompareContainerAsync(pair, kind, name, differing, token);
                Interlocked.Add(ref seen, count);
            });
        AssetId[] work = [.. differing.OrderBy(asset => asset.Name, StringComparer.Ordinal).ThenBy(asset => asset.Version, StringComparer.Ordinal)];
        string workList = ControlStoreNames.SweepWork(pair.Name, sweepId, kind.Name, pageNumber);
        if (work.Length > 0)
        {
            await _store.WriteAsync(workList, work, BlobCondition.None, null, cancellationToken);
        }

        return new SweepPage(seen, work.Length, work.Length > 0 ? workList : null, page?.ContinuationToken);
    }

    /// <summary>Reads a work list.</summary>
    /// <param name="workList">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The versions.</returns>
    /// <exception cref="AmlDrException">The call failed, or there is no such list; the type says how.</exception>
    public async Task<IReadOnlyList<AssetId>> ReadWorkAsync(string workList, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<AssetId[]>(workList, cancellationToken))?.Value
            ?? throw new NotFoundException($"The work list '{workList}' is gone from the control store.");

    private async Task<int> CompareContainerAsync(
        Pair pair, IAssetKind kind, string name, ConcurrentBag<AssetId> differing, CancellationToken cancellationToken)
    {
        Task<Dictionary<string, AssetDocument>> targets = ListTargetsAsync(pair, kind, name, cancellationToken);
        Task<IReadOnlyDictionary<string, LedgerEntry>> entries = _ledger.ListVersionsAsync(pair.Name, kind.Name, name, cancellationToken);
        await Task.WhenAll(targets, entries);
        int seen = 0;
        await foreach (AssetDocument source in _aml.ListVersions(pair.Primary, kind, name, cancellationToken))
        {
            seen++;
            var asset = new AssetId(kind.Name, name, source.ResourceName ?? "");
            LedgerEntry? entry = (await entries).GetValueOrDefault(asset.Version);
            AssetDocument? target = (await targets).GetValueOrDefault(asset.Version);
            if (!await IsSettledAsync(pair, kind, asset, source, target, entry, cancellationToken))
            {
                differing.Add(asset);
            }
        }

        return seen;
    }

    // Settled: recorded from the state that the primary shows now, and, where it is mirrored, the secondary still holds it so.
    private async Task<bool> IsSettledAsync(
        Pair pair, IAssetKind kind, AssetId asset, AssetDocument source, AssetDocument? target, LedgerEntry? entry,
        CancellationToken cancellationToken)
    {
        if (entry is null || entry.SourceFingerprint != CanonicalJson.Digest(WritableDocument.From(source, kind)))
        {
            return false;
        }

        if (entry.State == AssetState.Skipped)
        {
            return IsStillSkipped(pair, kind, asset, source);
        }

        if (entry.State != AssetState.Mirrored || target is null)
        {
            return false;
        }

        try
        {
            RewriteContext context = await _contexts.CreateAsync(pair, kind, source, cancellationToken);
            RewriteResult rewritten = DocumentRewriter.Rewrite(asset, source, kind, context);
            return rewritten.Findings.Count == 0
                && DocumentComparer.Compare(rewritten.Body, WritableDocument.From(target, kind)).Count == 0;
        }
        catch (AmlDrException exception) when (exception is not (TransientException or ThrottledException))
        {
            // What stands in the way of this version, such as its datastore, holds up no other; the closer look records it.
            return false;
        }
    }

    // The policy may have changed since; what the judge cannot read, an inspection records with the reason.
    private static bool IsStillSkipped(Pair pair, IAssetKind kind, AssetId asset, AssetDocument source)
    {
        try
        {
            return !AssetJudge.Judge(kind, source, new KindContext(asset, pair.Policy)).IsMirrored;
        }
        catch (InvalidAssetException)
        {
            return false;
        }
    }

    private async Task<Dictionary<string, AssetDocument>> ListTargetsAsync(
        Pair pair, IAssetKind kind, string name, CancellationToken cancellationToken)
    {
        var targets = new Dictionary<string, AssetDocument>(StringComparer.Ordinal);
        try
        {
            await foreach (AssetDocument target in _aml.ListVersions(pair.Secondary, kind, name, cancellationToken))
            {
                targets[target.ResourceName ?? ""] = target;
            }
        }
        catch (NotFoundException)
        {
            // The secondary does not have the container yet: it holds no version of it.
        }

        return targets;
    }
}
