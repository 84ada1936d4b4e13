using System.Security.Cryptography;
using System.Text;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Deletions;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Sweeping;

/// <summary>
/// Finds what the ledger knows and the manifest of a sweep does not: what the primary has deleted. Of every asset seen it holds a digest of 16
/// bytes, of the ledger a page.
/// </summary>
public sealed class DeletionFinder
{
    private readonly LedgerStore _ledger;
    private readonly ManifestStore _manifests;
    private readonly WorkListStore _work;

    /// <summary>Creates a finder.</summary>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="manifests">What the sweep saw.</param>
    /// <param name="work">Where the list of missing assets goes.</param>
    public DeletionFinder(LedgerStore ledger, ManifestStore manifests, WorkListStore work)
    {
        _ledger = ledger;
        _manifests = manifests;
        _work = work;
    }

    /// <summary>Names the list of missing assets of a kind.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="kind">The kind.</param>
    /// <returns>The name.</returns>
    public static string ListName(string pair, string sweepId, string kind) => ControlStoreNames.SweepMissing(pair, sweepId, kind);

    /// <summary>Finds what is missing of a kind, and writes it down.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="kind">The kind, which the sweep has listed to its end.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="sweepStartedAt">When it began. What was recorded since may have come after its lists were read, and is left to the next one.</param>
    /// <param name="manifestPages">How many pages the sweep's manifest has of the kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="InvalidAssetException">A page of the manifest is gone: what stood on it is not taken for deleted.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<KindPresence> FindAsync(
        string pair, string kind, string sweepId, DateTimeOffset sweepStartedAt, int manifestPages, CancellationToken cancellationToken)
    {
        var seen = new HashSet<UInt128>();
        await foreach (ManifestItem item in _manifests.ReadAsync(pair, Manifest(kind, sweepId, sweepStartedAt, manifestPages), kind, cancellationToken))
        {
            seen.Add(Key(item.Asset));
        }

        string list = ListName(pair, sweepId, kind);
        var part = new List<AssetId>(WorkListStore.PartSize);
        var found = new KindPresence(kind, seen.Count, 0, 0, 0);
        await foreach (LedgerEntry entry in _ledger.EnumerateAsync(pair, kind, null, cancellationToken))
        {
            bool isMissing = !seen.Contains(Key(entry.Asset));
            bool isHeld = entry is { MirroredAt: not null, State: not (AssetState.SourceDeleted or AssetState.Skipped) };
            bool isNew = entry.UpdatedAt >= sweepStartedAt;
            found = found with { Held = found.Held + (isHeld ? 1 : 0), Missing = found.Missing + (isHeld && isMissing && !isNew ? 1 : 0) };
            if (!isMissing || isNew || !(isHeld || IsOpen(entry) || IsGoneUnmirrored(entry)))
            {
                continue;
            }

            part.Add(entry.Asset);
            if (part.Count == WorkListStore.PartSize)
            {
                found = await WriteAsync(list, found, part, cancellationToken);
            }
        }

        return part.Count > 0 ? await WriteAsync(list, found, part, cancellationToken) : found;
    }

    private async Task<KindPresence> WriteAsync(string list, KindPresence found, List<AssetId> part, CancellationToken cancellationToken)
    {
        await _work.WritePartAsync(list, found.Listed / WorkListStore.PartSize, part, cancellationToken);
        found = found with { Listed = found.Listed + part.Count };
        part.Clear();
        return found;
    }

    private static ManifestHead Manifest(string kind, string sweepId, DateTimeOffset at, int pages) =>
        new(sweepId, at, new Dictionary<string, int> { [kind] = pages });

    private static bool IsOpen(LedgerEntry entry) => entry.State == AssetState.SourceDeleted && DeletionCodes.IsOpen(entry.Reason?.Code);

    // What was refused because it is no name was never in any list, and stays for the operator to see.
    private static bool IsGoneUnmirrored(LedgerEntry entry) =>
        entry.MirroredAt is null
        && entry.State is not (AssetState.SourceDeleted or AssetState.Skipped)
        && AssetNames.TryValidateName(entry.Asset.Name, out _)
        && (entry.Asset.Version.Length == 0 || AssetNames.TryValidateVersion(entry.Asset.Version, out _));

    private static UInt128 Key(AssetId asset) =>
        BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes($"{asset.Name}\n{asset.Version}")).AsSpan(0, 16));
}
