using AmlDr.Azure.Aml;
using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Planning;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using Azure;

namespace AmlDr.Azure.Sweeping;

/// <summary>
/// Compares both sides of a kind by their lists alone, and writes down which assets there are and which need a closer look. Costs list pages,
/// never a call per asset; an endpoint that sends traffic costs one list of its deployments.
/// </summary>
public sealed class SweepComparer
{
    private const int ParallelGroups = 8;
    private const int ItemsPerManifestPage = 2000;
    private readonly AmlClient _aml;
    private readonly GroupComparer _groups;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly WorkListStore _work;
    private readonly ManifestStore _manifests;
    private readonly PairStateStore _states;
    private readonly TimeProvider _clock;

    /// <summary>Creates a comparer.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="contexts">Makes rewriting contexts.</param>
    /// <param name="children">Finds deployments.</param>
    /// <param name="autoscale">Knows which deployments are scaled.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="work">Where work lists go.</param>
    /// <param name="manifests">Where manifests go.</param>
    /// <param name="states">Tells when the sides of a pair parted.</param>
    /// <param name="clock">The clock.</param>
    public SweepComparer(
        AmlClient aml, MirrorContextFactory contexts, StandingChildrenReader children, AutoscaleMirror autoscale, KindCatalog kinds, PairRegistry pairs,
        LedgerStore ledger, WorkListStore work, ManifestStore manifests, PairStateStore states, TimeProvider clock)
    {
        _aml = aml;
        _groups = new GroupComparer(aml, contexts, new TargetExpectation(children), autoscale, ledger);
        _kinds = kinds;
        _pairs = pairs;
        _work = work;
        _manifests = manifests;
        _states = states;
        _clock = clock;
    }

    /// <summary>
    /// Compares one page: a page of containers or endpoints with all that they hold, or the whole of a kind whose assets have names only.
    /// </summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="kindName">The kind.</param>
    /// <param name="sweepId">The sweep, under which manifest and work list are written.</param>
    /// <param name="pageNumber">The number of the page, from 0, which tells its work list from the others.</param>
    /// <param name="manifestPage">The number of the first page of the manifest that it writes, from 0.</param>
    /// <param name="continuationToken">Where to go on; null for the start of the kind.</param>
    /// <param name="retryFailed">True when failed assets are tried again whatever the time.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found. Where a side does not let the kind be listed, that is a finding, and nothing is said of its assets.</returns>
    /// <exception cref="AmlDrException">A call failed for a while, or the control store did; the type says how.</exception>
    public async Task<SweepPage> CompareAsync(
        string pairName, string kindName, string sweepId, int pageNumber, int manifestPage, string? continuationToken, bool retryFailed,
        CancellationToken cancellationToken)
    {
        IAssetKind kind = _kinds[kindName];
        Pair pair = _pairs[pairName];
        DateTimeOffset? since = pair.IsBack
            ? ServingSideReader.ChangedSince(await _states.GetAsync(Pair.BaseNameOf(pair.Name), cancellationToken))
            : null;
        var scope = new SweepScope(pair, _clock.GetUtcNow(), retryFailed, since);
        (IReadOnlyList<ComparedAsset>[] groups, string? next) compared;
        try
        {
            compared = kind.Shape == KindShape.Named
                ? ([(await _groups.CompareAsync(scope, kind, null, cancellationToken)).Assets], null)
                : await CompareGroupsAsync(scope, kind, continuationToken, cancellationToken);
        }
        catch (AmlDrException exception) when (exception is AccessDeniedException or NotFoundException or InvalidAssetException or RefusedException)
        {
            return new SweepPage(0, 0, 0, null, null, 0, new SweepFinding(CodeOf(exception), Explain(kind, exception), kind.Name));
        }

        int pages = await WriteManifestAsync(scope.Pair, kind, sweepId, manifestPage, compared.groups, cancellationToken);
        SweepWorkItem[] work =
        [
            .. compared.groups.SelectMany(assets => assets)
                .Where(asset => asset.Verdict == SweepVerdict.Differs)
                .Select(asset => new SweepWorkItem(asset.Asset, asset.Fingerprint, asset.IsReferenced)),
        ];
        string workList = ControlStoreNames.SweepWork(scope.Pair.Name, sweepId, kind.Name, pageNumber);
        await _work.WriteAsync(workList, work, cancellationToken);
        return new SweepPage(
            compared.groups.Sum(group => group.Count), work.Length,
            compared.groups.Sum(group => group.Count(asset => asset.Verdict == SweepVerdict.Deferred)),
            work.Length > 0 ? workList : null, compared.next, pages);
    }

    private static string CodeOf(AmlDrException exception) => exception.GetType().Name.Replace("Exception", "", StringComparison.Ordinal);

    private static string Explain(IAssetKind kind, AmlDrException exception)
    {
        const int longest = 1000;
        string message = exception.Message.Length <= longest ? exception.Message : exception.Message[..longest] + "...";
        return $"The assets of kind '{kind.Name}' were not compared, and no deletion of one is noticed: {message} Make the list possible on both sides, or "
            + "leave the kind out by the policy's 'exclude'.";
    }

    private async Task<(IReadOnlyList<ComparedAsset>[] Groups, string? Next)> CompareGroupsAsync(
        SweepScope scope, IAssetKind kind, string? continuationToken, CancellationToken cancellationToken)
    {
        Page<AssetDocument>? page = await _aml.GetContainerPageAsync(scope.Pair.Primary, kind, continuationToken, cancellationToken);
        string[] names = [.. (page?.Values ?? []).Select(container => container.ResourceName).OfType<string>().Order(StringComparer.Ordinal)];
        var groups = new IReadOnlyList<ComparedAsset>[names.Length];
        bool asked = false;
        await Parallel.ForEachAsync(
            names.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelGroups, CancellationToken = cancellationToken },
            async (name, token) =>
            {
                (groups[name.Index], bool askedSecondary) = await _groups.CompareAsync(scope, kind, name.Item, token);
                if (askedSecondary)
                {
                    Volatile.Write(ref asked, true);
                }
            });

        // Where a kind cannot be listed in the secondary, its assets cannot be written there either: one finding instead of one each.
        if (!asked && groups.Any(group => group.Any(asset => asset.Verdict == SweepVerdict.Differs)))
        {
            await _aml.GetContainerPageAsync(scope.Pair.Secondary, kind, null, cancellationToken);
        }

        return (groups, page?.ContinuationToken);
    }

    private async Task<int> WriteManifestAsync(
        Pair pair, IAssetKind kind, string sweepId, int firstPage, IEnumerable<IReadOnlyList<ComparedAsset>> groups, CancellationToken cancellationToken)
    {
        int written = 0;
        foreach (ComparedAsset[] assets in groups.SelectMany(group => group).Chunk(ItemsPerManifestPage))
        {
            await _manifests.WritePageAsync(
                pair.Name, sweepId, kind.Name, firstPage + written, [.. assets.Select(asset => new ManifestItem(asset.Asset, asset.Fingerprint))],
                cancellationToken);
            written++;
        }

        return written;
    }
}
