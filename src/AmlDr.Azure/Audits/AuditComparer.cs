using AmlDr.Azure.Aml;
using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Registries;
using AmlDr.Azure.Secrets;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Audits;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using Azure;

namespace AmlDr.Azure.Audits;

/// <summary>
/// Compares the documents of both sides by their lists alone: never a call per asset. An endpoint that sends traffic costs one list of its
/// deployments; a container in which something does not match is listed once more.
/// </summary>
public sealed class AuditComparer
{
    private const int ParallelGroups = 8;
    private readonly AmlClient _aml;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly AuditWorkStore _work;
    private readonly ManifestStore _manifests;
    private readonly AuditGroupComparer _groups;
    private readonly LiveSource _live;
    private readonly CatalogSource _remembered;

    /// <summary>Creates a comparer.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="contexts">Makes rewriting contexts.</param>
    /// <param name="children">Finds deployments.</param>
    /// <param name="autoscale">Knows which deployments are scaled.</param>
    /// <param name="registries">Knows what registries carry.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="catalog">The primary as last seen.</param>
    /// <param name="sealer">Opens sealed values of the catalog.</param>
    /// <param name="stores">Finds datastores.</param>
    /// <param name="work">Where findings go.</param>
    /// <param name="manifests">Where it is written down what the primary holds.</param>
    public AuditComparer(
        AmlClient aml, MirrorContextFactory contexts, StandingChildrenReader children, AutoscaleMirror autoscale, RegistryTransport registries,
        KindCatalog kinds, PairRegistry pairs, LedgerStore ledger, CatalogStore catalog, SecretSealer sealer, StoreResolver stores,
        AuditWorkStore work, ManifestStore manifests)
    {
        _aml = aml;
        _kinds = kinds;
        _pairs = pairs;
        _work = work;
        _manifests = manifests;
        _groups = new AuditGroupComparer(aml, ledger, registries, new AuditNeeds(kinds));
        var expectation = new TargetExpectation(children);
        _live = new LiveSource(aml, contexts, expectation, autoscale);
        _remembered = new CatalogSource(catalog, sealer, stores, contexts, expectation, autoscale);
    }

    /// <summary>Compares a page of the primary's containers or endpoints with all that they hold, or the whole of a kind whose assets have names only.</summary>
    /// <param name="request">Which page.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found. Where a side does not let the kind be listed, nothing is said of its assets, and why.</returns>
    /// <exception cref="AmlDrException">A call failed for a while, or the control store did; the type says how.</exception>
    public Task<AuditPageResult> CompareAsync(AuditPageRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, async (scope, kind, sink) =>
        {
            SourcePage page = await scope.Source.ListGroupsAsync(scope.Pair, kind, request.ContinuationToken, cancellationToken);
            await ForEachAsync(page.Groups, group => CompareAsync(scope, kind, group, sink, cancellationToken), cancellationToken);
            return page.ContinuationToken;
        }, cancellationToken);

    /// <summary>Looks at a page of the secondary's containers or endpoints for those that the primary does not have.</summary>
    /// <param name="request">Which page; the chunks before its first ones are complete.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="AmlDrException">A call failed for a while, or the control store did; the type says how.</exception>
    public Task<AuditPageResult> CompareExtrasAsync(AuditPageRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, async (scope, kind, sink) =>
        {
            if (kind.Shape == KindShape.Named)
            {
                // All of the kind was compared at once.
                return null;
            }

            Page<AssetDocument>? page = await _aml.GetContainerPageAsync(scope.Pair.Secondary, kind, request.ContinuationToken, cancellationToken);
            HashSet<string> alone = (page?.Values ?? []).Select(container => container.ResourceName).OfType<string>().ToHashSet(StringComparer.Ordinal);
            await foreach (string name in _work.ReadAsync<string>(
                request.Pair, request.AuditId, AuditStreams.Names, kind.Name, request.First.Names, cancellationToken))
            {
                alone.Remove(name);
            }

            await ForEachAsync(
                alone.Order(StringComparer.Ordinal),
                name => _groups.CompareAsync(scope, kind, new SourceGroup(name), isPrimarys: false, sink, cancellationToken), cancellationToken);
            return page?.ContinuationToken;
        }, cancellationToken);

    private async Task CompareAsync(AuditScope scope, IAssetKind kind, SourceGroup group, AuditSink sink, CancellationToken cancellationToken)
    {
        if (group.Name is { } name)
        {
            await sink.AddNameAsync(name, cancellationToken);
        }

        await _groups.CompareAsync(scope, kind, group, isPrimarys: true, sink, cancellationToken);
    }

    private async Task<AuditPageResult> RunAsync(
        AuditPageRequest request, Func<AuditScope, IAssetKind, AuditSink, Task<string?>> run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        IAssetKind kind = _kinds[request.Kind];
        Pair pair = _pairs[request.Pair];
        using var sink = new AuditSink(_work, _manifests, request, kind.Name);
        try
        {
            string? next = await run(new AuditScope(pair, request.Level, request.IsFromCatalog ? _remembered : _live), kind, sink);
            (AuditKind counts, AuditChunks written) = await sink.CompleteAsync(cancellationToken);
            return new AuditPageResult(counts, written, next);
        }
        catch (AmlDrException exception) when (exception is AccessDeniedException or NotFoundException or InvalidAssetException or RefusedException)
        {
            return new AuditPageResult(
                new AuditKind(kind.Name), new AuditChunks(), null,
                new AuditUnread(
                    AuditReasons.CodeOf(exception),
                    $"{AuditReasons.Of(exception).Message} Make the list of kind '{kind.Name}' possible on both sides, or leave the kind out by the policy's 'exclude'.",
                    kind.Name));
        }
    }

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> run, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = ParallelGroups, CancellationToken = cancellationToken }, async (item, _) => await run(item));
}
