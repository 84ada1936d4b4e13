using System.Runtime.CompilerServices;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Secrets;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Catalog;

/// <summary>The catalog: the primary's documents as last seen, in the secondary region, so that a failover needs nothing of the primary.</summary>
public sealed class CatalogStore
{
    private const int Attempts = 5;
    private readonly ControlStoreClient _store;
    private readonly SecretSealer _sealer;
    private readonly PairRegistry _pairs;
    private readonly KindCatalog _kinds;
    private readonly StoreResolver _stores;
    private readonly TimeProvider _clock;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    /// <param name="sealer">Seals secret values.</param>
    /// <param name="pairs">The pairs, whose policies say what is secret.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="stores">Knows the workspaces.</param>
    /// <param name="clock">The clock.</param>
    public CatalogStore(
        ControlStoreClient store, SecretSealer sealer, PairRegistry pairs, KindCatalog kinds, StoreResolver stores, TimeProvider clock)
    {
        _store = store;
        _sealer = sealer;
        _pairs = pairs;
        _kinds = kinds;
        _stores = stores;
        _clock = clock;
    }

    /// <summary>
    /// Keeps a document, unless the catalog holds it already. One look at the blob's headers, and one conditional write when the fingerprint there
    /// is another one, when the rules for secrets have changed, or when the key ring cannot open what was sealed.
    /// </summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document as the primary returned it.</param>
    /// <param name="fingerprint">Digest of the document, in printable ASCII.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>False when the catalog held it already.</returns>
    /// <exception cref="ConflictException">Somebody else keeps changing the entry.</exception>
    /// <exception cref="AmlDrException">A call failed, or the key ring cannot be used; the type says how.</exception>
    public async Task<bool> WriteIfNewAsync(
        string pair, AssetId asset, AssetDocument document, string fingerprint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentException.ThrowIfNullOrEmpty(fingerprint);
        Pair known = _pairs[pair];
        string name = ControlStoreNames.Catalog(known.Name, asset);
        for (int attempt = 1; ; attempt++)
        {
            BlobItem? standing = await _store.Container.TryGetPropertiesAsync(name, cancellationToken);
            if (standing is not null && IsUpToDate(known, asset, standing, fingerprint))
            {
                return false;
            }

            CatalogEntry entry = await MakeAsync(known, asset, document, fingerprint, cancellationToken);
            string? seal = entry.Sealed.Count == 0 ? null : _sealer.Seal(known.Name, asset, CatalogMetadata.SealField, fingerprint);
            try
            {
                await _store.WriteAsync(
                    name, entry, standing is null ? BlobCondition.Absent : BlobCondition.Unchanged(standing.ETag),
                    CatalogMetadata.Write(entry, known.Policy.Secrets, seal), cancellationToken);
                return true;
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Another writer, or our own write whose answer was lost: the next look tells.
            }
        }
    }

    /// <summary>Reads an entry, its secrets sealed; <see cref="CatalogEntry.Open"/> gives the document with them.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entry; null when the catalog does not know the asset.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<CatalogEntry?> TryReadAsync(string pair, AssetId asset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return (await _store.TryReadAsync<CatalogEntry>(ControlStoreNames.Catalog(_pairs[pair].Name, asset), cancellationToken))?.Value;
    }

    /// <summary>Lists entries, a page at a time, without reading each.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="kind">The kind; null for all.</param>
    /// <param name="continuationToken">Where to go on; null for the start.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page, of at most 5,000 entries.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<CatalogPage> ListPageAsync(string pair, string? kind, string? continuationToken, CancellationToken cancellationToken)
    {
        Pair known = _pairs[pair];
        BlobPage page = await _store.ListPageAsync(ControlStoreNames.CatalogPrefix(known.Name, kind), continuationToken, null, cancellationToken);
        return new CatalogPage([.. page.Items.Select(blob => Read(known, blob)).OfType<CatalogListing>()], page.NextMarker);
    }

    /// <summary>Lists all entries, without reading each.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="kind">The kind; null for all.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The entries, in order of kind, name and version as escaped text.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async IAsyncEnumerable<CatalogListing> ListAllAsync(
        string pair, string? kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            CatalogPage page = await ListPageAsync(pair, kind, token, cancellationToken);
            foreach (CatalogListing entry in page.Entries)
            {
                yield return entry;
            }

            token = page.ContinuationToken;
        }
        while (token is not null);
    }

    /// <summary>Forgets an asset that neither side holds any more.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when the catalog did not know it.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task<bool> DeleteAsync(string pair, AssetId asset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return _store.Container.DeleteIfExistsAsync(ControlStoreNames.Catalog(_pairs[pair].Name, asset), cancellationToken);
    }

    private static CatalogListing? Read(Pair pair, BlobItem blob) =>
        ControlStoreNames.TryParseCatalog(pair.Name, blob.Name) is { } asset ? CatalogMetadata.Read(asset, blob, pair.Policy.Secrets) : null;

    private bool IsUpToDate(Pair pair, AssetId asset, BlobItem blob, string fingerprint) =>
        CatalogMetadata.Read(asset, blob, pair.Policy.Secrets) is { IsCurrent: true } standing
        && standing.Fingerprint == fingerprint
        && (CatalogMetadata.SealOf(blob) is not { } seal || _sealer.CanUnseal(pair.Name, asset, CatalogMetadata.SealField, seal));

    private async Task<CatalogEntry> MakeAsync(
        Pair pair, AssetId asset, AssetDocument document, string fingerprint, CancellationToken cancellationToken)
    {
        RedactedDocument redacted = CatalogSecrets.Extract(document, _kinds[asset.Kind], pair.Policy.Secrets);

        // Both workspaces are kept at hand for rewriting, so that this costs no call per asset.
        RewriteContext context = await _stores.CreateContextAsync(pair.Primary, pair.Secondary, [], cancellationToken);
        return new CatalogEntry
        {
            Pair = pair.Name,
            Asset = asset,
            SeenAt = _clock.GetUtcNow(),
            Fingerprint = fingerprint,
            Workspace = CatalogWorkspace.From(context.Primary, context.PrimaryBlobEndpoint),
            Document = redacted.Body,
            Sealed = redacted.Secrets.ToDictionary(
                secret => secret.Key, secret => _sealer.Seal(pair.Name, asset, secret.Key, secret.Value), StringComparer.Ordinal),
        };
    }
}
