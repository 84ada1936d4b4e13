using System.Globalization;
using System.Runtime.CompilerServices;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Catalog;

/// <summary>
/// The manifests of sweeps: per sweep, kind and page, the assets that the primary's lists showed. A manifest counts once it is complete; the newest
/// are kept.
/// </summary>
public sealed class ManifestStore
{
    /// <summary>How many complete manifests are kept.</summary>
    public const int Kept = 3;

    private const int Attempts = 5;
    private const string Written = "written";
    private readonly ControlStoreClient _store;
    private readonly TimeProvider _clock;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    /// <param name="clock">The clock.</param>
    public ManifestStore(ControlStoreClient store, TimeProvider clock)
    {
        _store = store;
        _clock = clock;
    }

    /// <summary>Writes a page over what stands.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="page">The page's number, from 0 without gaps.</param>
    /// <param name="items">The assets.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WritePageAsync(
        string pair, string sweepId, string kind, int page, IReadOnlyList<ManifestItem> items, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        string now = _clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return _store.WriteAsync(
            ControlStoreNames.ManifestPage(pair, sweepId, kind, page), items, BlobCondition.None,
            new Dictionary<string, string> { [Written] = now }, cancellationToken);
    }

    /// <summary>
    /// Makes a manifest the newest complete one, and deletes those that are older than the newest <see cref="Kept"/>, with what sweeps left behind
    /// that never ended. Doing it twice is doing it once.
    /// </summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="pages">The number of its pages by kind, kinds that were listed and had nothing included.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is done.</returns>
    /// <exception cref="ConflictException">Somebody else keeps completing manifests of the pair.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task CompleteAsync(
        string pair, string sweepId, IReadOnlyDictionary<string, int> pages, CancellationToken cancellationToken)
    {
        ManifestHead[] complete = await AddAsync(pair, new ManifestHead(sweepId, _clock.GetUtcNow(), pages), cancellationToken);
        HashSet<string> kept = [.. complete.Select(head => ControlStoreNames.ManifestFolder(head.SweepId))];
        DateTimeOffset oldest = complete[^1].CompletedAt;
        await foreach (BlobItem blob in _store.ListAsync(ControlStoreNames.ManifestPrefix(pair), cancellationToken))
        {
            // A page that is younger than a kept manifest may belong to a sweep that is under way.
            if (ControlStoreNames.TryParseManifest(pair, blob.Name) is { } folder && !kept.Contains(folder)
                && WrittenAt(blob) < oldest)
            {
                await _store.Container.DeleteIfExistsAsync(blob.Name, cancellationToken);
            }
        }
    }

    /// <summary>Gives the complete manifests.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The manifests, the newest first; none before the first sweep has ended.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<IReadOnlyList<ManifestHead>> ListCompleteAsync(string pair, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<ManifestHead[]>(ControlStoreNames.LatestManifests(pair), cancellationToken))?.Value ?? [];

    /// <summary>Gives the newest complete manifest.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The manifest; null before the first sweep has ended.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<ManifestHead?> TryGetLatestAsync(string pair, CancellationToken cancellationToken) =>
        await ListCompleteAsync(pair, cancellationToken) is [var newest, ..] ? newest : null;

    /// <summary>Reads a page.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="page">The page's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The assets; null when there is no such page.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<IReadOnlyList<ManifestItem>?> TryReadPageAsync(
        string pair, string sweepId, string kind, int page, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<ManifestItem[]>(ControlStoreNames.ManifestPage(pair, sweepId, kind, page), cancellationToken))?.Value;

    /// <summary>Reads what a complete manifest holds of a kind, a page at a time.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The assets in the order of the pages; none when the kind was not listed, which <see cref="ManifestHead.Pages"/> tells.</returns>
    /// <exception cref="InvalidAssetException">A page is gone: the manifest must not be taken for complete.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async IAsyncEnumerable<ManifestItem> ReadAsync(
        string pair, ManifestHead manifest, string kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        for (int page = 0; page < manifest.Pages.GetValueOrDefault(kind); page++)
        {
            IReadOnlyList<ManifestItem> items = await TryReadPageAsync(pair, manifest.SweepId, kind, page, cancellationToken)
                ?? throw new InvalidAssetException(
                    $"Page {page} of {kind} is gone from the manifest of sweep {manifest.SweepId}; the next complete sweep makes a new one.");
            foreach (ManifestItem item in items)
            {
                yield return item;
            }
        }
    }

    private async Task<ManifestHead[]> AddAsync(string pair, ManifestHead head, CancellationToken cancellationToken)
    {
        string name = ControlStoreNames.LatestManifests(pair);
        for (int attempt = 1; ; attempt++)
        {
            Versioned<ManifestHead[]>? standing = await _store.TryReadAsync<ManifestHead[]>(name, cancellationToken);
            ManifestHead[] older = standing?.Value ?? [];
            if (older.Any(one => one.SweepId == head.SweepId))
            {
                return older;
            }

            ManifestHead[] complete = [head, .. older.Take(Kept - 1)];
            try
            {
                await _store.WriteAsync(
                    name, complete, standing is null ? BlobCondition.Absent : BlobCondition.Unchanged(standing.ETag), null, cancellationToken);
                return complete;
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Another writer, or our own write whose answer was lost: the next look tells.
            }
        }
    }

    private static DateTimeOffset WrittenAt(BlobItem blob) =>
        DateTimeOffset.TryParse(
            blob.Metadata.GetValueOrDefault(Written), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time)
            ? time
            : DateTimeOffset.MinValue;
}
