using System.Text.Json.Nodes;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>
/// Decides on the way back what becomes of a version that the primary holds already. Nothing is written over that the policy does not say, and what
/// is left as it was on both sides is held in the pair's ledger, so that the mirror does not write over it afterwards.
/// </summary>
public sealed class FailbackReader
{
    private readonly PairRegistry _pairs;
    private readonly CatalogStore _catalog;
    private readonly LedgerStore _ledger;
    private readonly PlanStore _plans;
    private readonly PairStateStore _states;
    private readonly TimeProvider _clock;

    /// <summary>Creates a reader.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="catalog">What the primary held when it was last seen.</param>
    /// <param name="ledger">Where conflicts are held.</param>
    /// <param name="plans">Tells which writes are our own.</param>
    /// <param name="states">Tells when the sides parted.</param>
    /// <param name="clock">The clock.</param>
    public FailbackReader(PairRegistry pairs, CatalogStore catalog, LedgerStore ledger, PlanStore plans, PairStateStore states, TimeProvider clock)
    {
        _pairs = pairs;
        _catalog = catalog;
        _ledger = ledger;
        _plans = plans;
        _states = states;
        _clock = clock;
    }

    /// <summary>Says whether the mirror must leave an asset alone, because the way back left a conflict of it to people.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="record">What the ledger has of the asset.</param>
    /// <param name="fingerprint">Digest of the primary's document.</param>
    /// <returns>True until the primary's version changes, or the policy decides conflicts.</returns>
    public static bool IsHeld(Pair pair, AssetRecord? record, string? fingerprint)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return record is { State: AssetState.Refused, Reason.Code: FailbackConflict.LeftCode } && record.SourceFingerprint == fingerprint
            && pair.Policy.Failover.FailbackConflicts == FailbackConflicts.Report;
    }

    /// <summary>Decides.</summary>
    /// <param name="back">The pair's way back.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="found">What is known of the secondary's version.</param>
    /// <param name="body">The secondary's document as the primary should hold it.</param>
    /// <param name="target">What the primary holds.</param>
    /// <param name="hasFiles">True when the version has files of its own.</param>
    /// <param name="record">What the ledger of the way back has of it.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Equal or skip where nothing is to be brought back, else what the policy says.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    public async Task<MirrorInspection> DecideAsync(
        Pair back, IAssetKind kind, AssetId asset, MirrorInspection found, JsonObject body, AssetDocument target, bool hasFiles, AssetRecord? record,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(back);
        ArgumentNullException.ThrowIfNull(found);
        Pair pair = _pairs[Pair.BaseNameOf(back.Name)];
        if (await IsOurOwnAsync(back, pair, asset, record, cancellationToken))
        {
            return TargetComparison.Decide(
                found, back, kind, asset, body, target, record is { State: AssetState.Mirrored } && record.SourceFingerprint == found.SourceFingerprint);
        }

        CatalogEntry? seen = await _catalog.TryReadAsync(pair.Name, asset, cancellationToken);
        JsonObject brought = MirrorBody.WithoutSecrets(body, pair, kind);
        FailbackConflict? conflict = FailbackJudge.Judge(
            asset, kind, brought, Writable(new AssetDocument(target.CloneNode()), pair, kind),
            seen is null ? null : Writable(new AssetDocument(seen.Document), pair, kind), pair.Policy);
        if (conflict is null && seen is null && hasFiles)
        {
            // Registered on both sides: that the documents agree says nothing about the files.
            conflict = new FailbackConflict(asset, ["(files)"], []);
        }

        if (conflict is null)
        {
            return found with
            {
                Decision = MirrorDecision.Skip,
                Reason = new AssetReason(FailbackConflict.NoneCode, "The primary holds it, and the secondary has changed nothing of it since."),
            };
        }

        string text = $"{asset} stands on both sides with different content: {string.Join(", ", conflict.ImmutableFields.Concat(conflict.ChangeableFields))}.";
        switch (conflict.Decide(pair.Policy.Failover.FailbackConflicts))
        {
            case FailbackDecision.TakeSecondary:
                return found with { Decision = MirrorDecision.Update, Reason = new AssetReason(FailbackConflict.TakenCode, $"{text} The primary got the secondary's.") };
            case FailbackDecision.KeepPrimary:
                return found with
                {
                    Decision = MirrorDecision.Skip,
                    Reason = new AssetReason(FailbackConflict.KeptCode, $"{text} The primary kept its own, and the mirror brings it to the secondary where it can be changed."),
                };
            default:
                var reason = new AssetReason(
                    FailbackConflict.LeftCode,
                    $"{text} Both were left as they are. Register what is to stay under a new version; the mirror leaves the secondary's alone until the primary's changes.");
                await HoldAsync(pair, kind, asset, target, reason, cancellationToken);
                return found with { Decision = MirrorDecision.Skip, Reason = reason };
        }
    }

    // What was brought back since the sides parted, or was being so when the app was stopped, is no conflict with itself.
    private async Task<bool> IsOurOwnAsync(Pair back, Pair pair, AssetId asset, AssetRecord? record, CancellationToken cancellationToken)
    {
        DateTimeOffset? parted = (await _states.GetAsync(pair.Name, cancellationToken)).DivergedAt;
        return (record is { State: AssetState.Mirrored } && record.MirroredAt >= parted)
            || await _plans.TryGetWriteAsync(back.Name, asset, cancellationToken) >= parted;
    }

    private static JsonObject Writable(AssetDocument document, Pair pair, IAssetKind kind) =>
        MirrorBody.WithoutSecrets(WritableDocument.From(document, kind), pair, kind);

    private Task<AssetRecord> HoldAsync(Pair pair, IAssetKind kind, AssetId asset, AssetDocument target, AssetReason reason, CancellationToken cancellationToken)
    {
        string fingerprint = SourceFingerprint.Of(target, kind);
        return _ledger.UpdateAsync(
            pair.Name, asset,
            standing => IsHeld(pair, standing, fingerprint) && standing!.Reason == reason ? standing
                : (standing ?? new AssetRecord { Asset = asset, State = AssetState.Refused, UpdatedAt = default }) with
                {
                    State = AssetState.Refused, Reason = reason, SourceFingerprint = fingerprint, SourceModifiedAt = target.LastModifiedAt, UpdatedAt = _clock.GetUtcNow(),
                },
            cancellationToken);
    }
}
