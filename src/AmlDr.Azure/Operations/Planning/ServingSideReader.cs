using AmlDr.Azure.Aml;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Planning;

/// <summary>
/// Reads, for the way back, what the secondary runs while it serves: its computes, endpoints and schedules, as they are now. A list call per kind.
/// </summary>
internal sealed class ServingSideReader(AmlClient aml, KindCatalog kinds)
{
    // Clocks differ, and what was mirrored right before the sides parted is looked at rather than missed.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private static readonly string[] Kinds =
        [KindNames.Compute, KindNames.OnlineEndpoint, KindNames.BatchEndpoint, KindNames.Schedule];

    /// <summary>The time since which the secondary's changes are looked at.</summary>
    /// <param name="state">The pair's state.</param>
    /// <returns>The time; null when everything is.</returns>
    public static DateTimeOffset? ChangedSince(PairState state) => state.DivergedAt - Margin;

    /// <summary>Reads it.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="ledger">What the mirror knows of the pair's assets.</param>
    /// <param name="since">The time since which unknown assets count as registered in the secondary; null for all.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The assets that take part, with their documents in the secondary.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<IReadOnlyList<KnownAsset>> ReadAsync(
        Pair pair, IReadOnlyDictionary<AssetId, LedgerEntry> ledger, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        Pair back = pair.Back();
        var assets = new List<KnownAsset>();
        foreach (IAssetKind kind in Kinds.Where(name => !back.Policy.LeavesOut(name)).Select(name => kinds[name]))
        {
            await foreach (AssetDocument document in aml.ListVersions(back.Primary, kind, "", cancellationToken))
            {
                var asset = new AssetId(kind.Name, document.ResourceName ?? "", "");
                LedgerEntry? entry = ledger.GetValueOrDefault(asset);
                if (TakesPart(entry, document, since) && AssetJudge.Judge(kind, document, new KindContext(asset, back.Policy, true)).IsMirrored)
                {
                    assets.Add(new KnownAsset(asset, document, entry?.State, entry?.Reason));
                }
            }
        }

        return assets;
    }

    // What the primary deleted, what the policy left out, and what stood in the secondary by itself have no business in the primary.
    private static bool TakesPart(LedgerEntry? entry, AssetDocument document, DateTimeOffset? since) => entry switch
    {
        { State: AssetState.SourceDeleted } => false,
        { State: AssetState.Skipped, Reason.Code: var code } => code == "Cold",
        { } => true,
        null => since is null || document.CreatedAt is null || document.CreatedAt >= since,
    };
}
