using System.Runtime.CompilerServices;
using System.Text.Json;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Secrets;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Audits;

/// <summary>The primary as the catalog last saw it. Asks the primary nothing; a read of the control store per asset.</summary>
internal sealed class CatalogSource(
    CatalogStore catalog, SecretSealer sealer, StoreResolver stores, MirrorContextFactory contexts, TargetExpectation expectation, AutoscaleMirror autoscale)
    : IAuditSource
{
    private const int ParallelReads = 16;

    /// <inheritdoc/>
    public async Task<SourcePage> ListGroupsAsync(Pair pair, IAssetKind kind, string? continuationToken, CancellationToken cancellationToken)
    {
        if (kind.Shape == KindShape.Named)
        {
            var all = new List<CatalogListing>();
            await foreach (CatalogListing listing in catalog.ListAllAsync(pair.Name, kind.Name, cancellationToken))
            {
                all.Add(listing);
            }

            return new SourcePage([new SourceGroup(null, all)], null);
        }

        Place place = continuationToken is null ? new Place(null, null) : JsonSerializer.Deserialize<Place>(continuationToken, ControlStoreClient.Json)!;
        CatalogPage page = await catalog.ListPageAsync(pair.Name, kind.Name, place.Marker, cancellationToken);
        List<CatalogListing> entries = [.. page.Entries.Where(entry => entry.Asset.Name != place.After)];

        // The versions of the last name may go on on the next page.
        string? last = page.Entries.Count > 0 ? page.Entries[^1].Asset.Name : place.After;
        for (string? marker = page.ContinuationToken; marker is not null;)
        {
            CatalogPage next = await catalog.ListPageAsync(pair.Name, kind.Name, marker, cancellationToken);
            CatalogListing[] more = [.. next.Entries.TakeWhile(entry => entry.Asset.Name == last)];
            entries.AddRange(more.Where(entry => entry.Asset.Name != place.After));
            marker = more.Length == next.Entries.Count ? next.ContinuationToken : null;
        }

        return new SourcePage(
            [.. entries.GroupBy(entry => entry.Asset.Name, StringComparer.Ordinal).Select(group => new SourceGroup(group.Key, [.. group]))],
            page.ContinuationToken is { } token ? JsonSerializer.Serialize(new Place(token, last), ControlStoreClient.Json) : null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceAsset> ListAsync(
        Pair pair, IAssetKind kind, SourceGroup group, Func<AssetId, AmlDrException, Task> tellFault,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CatalogListing[] chunk in (group.Entries ?? []).Chunk(ParallelReads))
        {
            CatalogEntry?[] entries = await Task.WhenAll(chunk.Select(listing => catalog.TryReadAsync(pair.Name, listing.Asset, cancellationToken)));
            foreach (CatalogEntry entry in entries.OfType<CatalogEntry>())
            {
                SourceAsset? source = null;
                try
                {
                    source = new SourceAsset(entry.Asset, entry.Open(sealer), entry.Fingerprint, entry.Workspace);
                }
                catch (AmlDrException exception)
                {
                    await tellFault(entry.Asset, exception);
                }

                if (source is not null)
                {
                    yield return source;
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task<(RewriteResult Result, RewriteContext Context)> ExpectAsync(
        Pair pair, IAssetKind kind, SourceAsset source, CancellationToken cancellationToken)
    {
        CatalogWorkspace workspace = source.Workspace
            ?? throw new ArgumentException("The asset does not come from the catalog.", nameof(source));
        WorkspaceDescription primary = workspace.Describe();
        RewriteContext context = await stores.CreateContextAsync(
            primary, workspace.BlobEndpoint, datastore => FindRootAsync(pair, primary, workspace.BlobEndpoint, datastore, cancellationToken), pair.Secondary,
            ContentPlaces.FindDatastores(kind, source.Document), cancellationToken);
        context = await contexts.CompleteAsync(pair, kind, source.Document, context, cancellationToken);
        return await expectation.MakeAsync(pair, kind, source.Asset, source.Document, context, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> IsScaledAsync(Pair pair, AssetId asset, CancellationToken cancellationToken) =>
        autoscale.IsScaledInSecondaryAsync(pair, asset, cancellationToken);

    // Where the primary would be asked for an account's endpoint: accounts of one cloud have endpoints of one form.
    private async Task<Uri?> FindRootAsync(
        Pair pair, WorkspaceDescription primary, Uri endpoint, string datastore, CancellationToken cancellationToken)
    {
        if (await catalog.TryReadAsync(pair.Name, new AssetId(KindNames.Datastore, datastore, ""), cancellationToken) is not { } entry)
        {
            return null;
        }

        var document = new AssetDocument(entry.Document);
        (string account, string container) = StoreResolver.ReadPlace(primary, datastore, document);
        string own = primary.StorageAccountId.Split('/')[^1];
        bool isNamedAlone = document.GetString("properties", "subscriptionId") is null || document.GetString("properties", "resourceGroup") is null;
        string root = isNamedAlone && !string.Equals(own, account, StringComparison.OrdinalIgnoreCase)
            ? StoreResolver.PublicEndpoint(document, account).AbsoluteUri
            : endpoint.AbsoluteUri.Replace(own, account, StringComparison.OrdinalIgnoreCase);
        return new Uri($"{root.TrimEnd('/')}/{container}");
    }

    private sealed record Place(string? Marker, string? After);
}
