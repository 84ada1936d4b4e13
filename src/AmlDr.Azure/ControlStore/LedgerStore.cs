using System.Runtime.CompilerServices;
using AmlDr.Azure.Blobs;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.ControlStore;

/// <summary>
/// The ledger: one record per asset version and pair. Each asset has one orchestration, so each record has one writer; the ETag catches what
/// breaks that rule.
/// </summary>
public sealed class LedgerStore
{
    // A page of the service's own size, 5,000, takes tens of megabytes while it is read.
    private const int EnumeratedPage = 1000;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public LedgerStore(ControlStoreClient store) => _store = store;

    /// <summary>Reads an asset's record.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record; null when the ledger does not know the asset.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<AssetRecord?> TryGetAsync(string pair, AssetId asset, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<AssetRecord>(ControlStoreNames.Ledger(pair, asset), cancellationToken))?.Value;

    /// <summary>Changes an asset's record, from what it is now.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="change">Given the record that stands (null when there is none), makes the new one. May be asked again.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The record as it now stands.</returns>
    /// <exception cref="ConflictException">Somebody else keeps changing the record.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<AssetRecord> UpdateAsync(
        string pair, AssetId asset, Func<AssetRecord?, AssetRecord> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        const int attempts = 5;
        string name = ControlStoreNames.Ledger(pair, asset);
        for (int attempt = 1; ; attempt++)
        {
            Versioned<AssetRecord>? standing = await _store.TryReadAsync<AssetRecord>(name, cancellationToken);
            AssetRecord record = change(standing?.Value);
            if (record == standing?.Value)
            {
                return record;
            }

            string writeId = Guid.NewGuid().ToString("N");
            try
            {
                await _store.WriteAsync(
                    name, record, standing is null ? BlobCondition.Absent : BlobCondition.Unchanged(standing.ETag),
                    LedgerMetadata.Write(record, writeId), cancellationToken);
                return record;
            }
            catch (ConflictException)
            {
                // Our own write, whose answer was lost, must not be counted twice. After another writer's, what stands now decides.
                if (LedgerMetadata.IsOf(writeId, await _store.Container.TryGetPropertiesAsync(name, cancellationToken)))
                {
                    return record;
                }

                if (attempt == attempts)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Lists records, a page at a time, without reading each.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="kind">The kind; null for all.</param>
    /// <param name="state">The state; null for all. A page may hold fewer entries than asked for, even none, and still not be the last.</param>
    /// <param name="pageSize">How many records a page covers at most, 1 to 5,000.</param>
    /// <param name="continuationToken">Where to go on; null for the start.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<LedgerPage> ListPageAsync(
        string pair, string? kind, AssetState? state, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        BlobPage page = await _store.ListPageAsync(
            ControlStoreNames.LedgerPrefix(pair, kind), continuationToken, pageSize, cancellationToken);
        return new LedgerPage([.. Read(pair, page).Where(entry => state is null || entry.State == state)], page.NextMarker);
    }

    /// <summary>Lists the records of all versions of an asset, without reading each.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The asset's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The entries by version.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<IReadOnlyDictionary<string, LedgerEntry>> ListVersionsAsync(
        string pair, string kind, string name, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        await foreach (LedgerEntry entry in EnumerateAsync(pair, kind, name, cancellationToken))
        {
            entries[entry.Asset.Version] = entry;
        }

        return entries;
    }

    /// <summary>Goes through the records of a kind, or of the versions of one asset, without reading each. Holds a page at a time.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The asset's name; null for all of the kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async IAsyncEnumerable<LedgerEntry> EnumerateAsync(
        string pair, string kind, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string prefix = name is null ? ControlStoreNames.LedgerPrefix(pair, kind) : ControlStoreNames.LedgerPrefix(pair, kind, name);
        string? marker = null;
        do
        {
            BlobPage page = await _store.ListPageAsync(prefix, marker, EnumeratedPage, cancellationToken);
            foreach (LedgerEntry entry in Read(pair, page))
            {
                yield return entry;
            }

            marker = page.NextMarker;
        }
        while (marker is not null);
    }

    private static IEnumerable<LedgerEntry> Read(string pair, BlobPage page) =>
        from blob in page.Items
        let asset = ControlStoreNames.TryParseLedger(pair, blob.Name)
        where asset is not null
        let entry = LedgerMetadata.Read(asset, blob)
        where entry is not null
        select entry;
}
