using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>
/// Looks at both sides of an asset as they are now, decides what is to be done, and leaves the plan for it in the control store. Two reads of
/// Azure Resource Manager; no write.
/// </summary>
public sealed class AssetInspector
{
    private readonly AmlClient _aml;
    private readonly MirrorContextFactory _contexts;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly LedgerStore _ledger;
    private readonly PlanStore _plans;

    /// <summary>Creates an inspector.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="contexts">Makes rewriting contexts.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="plans">Where the plan goes.</param>
    public AssetInspector(
        AmlClient aml, MirrorContextFactory contexts, KindCatalog kinds, PairRegistry pairs, LedgerStore ledger, PlanStore plans)
    {
        _aml = aml;
        _contexts = contexts;
        _kinds = kinds;
        _pairs = pairs;
        _ledger = ledger;
        _plans = plans;
    }

    /// <summary>Inspects an asset.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="isReferenced">True when a mirrored asset refers to it.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="AmlDrException">A call failed, or the asset cannot be mirrored as it is; the type says how.</exception>
    public async Task<MirrorInspection> InspectAsync(
        string pairName, AssetId asset, bool isReferenced, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        Pair pair = _pairs[pairName];
        IAssetKind kind = _kinds[asset.Kind];
        AssetDocument? source = await _aml.TryGetVersionAsync(pair.Primary, asset, cancellationToken);
        if (source is null)
        {
            return new MirrorInspection(
                MirrorDecision.SourceMissing,
                new AssetReason("SourceMissing", $"The primary {pair.Primary.Name} does not hold {asset}. It was deleted, or never registered."));
        }

        string fingerprint = SourceFingerprint.Of(source, kind);
        if (AssetJudge.Judge(kind, source, new KindContext(asset, pair.Policy, isReferenced)) is { IsMirrored: false } verdict)
        {
            return new MirrorInspection(MirrorDecision.Skip, verdict.Reason, false, source.LastModifiedAt, fingerprint);
        }

        RewriteContext context = await _contexts.CreateAsync(pair, kind, source, cancellationToken);
        RewriteResult rewritten = DocumentRewriter.Rewrite(asset, source, kind, context);
        if (rewritten.Findings.Count > 0)
        {
            var refusal = new AssetReason(rewritten.Findings[0].Code, string.Join(" ", rewritten.Findings.Select(finding => finding.ToString())));
            return new MirrorInspection(MirrorDecision.Refuse, refusal, false, source.LastModifiedAt, fingerprint);
        }

        ContentPlan? content = ContentLocator.Find(kind, source, context);
        (MirrorDecision decision, AssetReason? reason) =
            await DecideAsync(pair, kind, asset, rewritten.Body, fingerprint, cancellationToken);
        if (decision is MirrorDecision.Create or MirrorDecision.Update or MirrorDecision.VerifyContent)
        {
            var plan = new MirrorPlan { Asset = asset, Body = rewritten.Body, Content = content };
            await _plans.WriteAsync(pair.Name, plan, cancellationToken);
        }

        return new MirrorInspection(decision, reason, content is not null, source.LastModifiedAt, fingerprint);
    }

    private async Task<(MirrorDecision Decision, AssetReason? Reason)> DecideAsync(
        Pair pair, IAssetKind kind, AssetId asset, JsonObject body, string fingerprint, CancellationToken cancellationToken)
    {
        AssetDocument? target = await _aml.TryGetVersionAsync(pair.Secondary, asset, cancellationToken);
        if (target is null)
        {
            return (MirrorDecision.Create, null);
        }

        IReadOnlyList<FieldDifference> differences = DocumentComparer.Compare(body, WritableDocument.From(target, kind));
        List<FieldDifference> immutable = [.. differences.Where(difference => difference.IsImmutable(kind))];
        if (immutable.Count > 0)
        {
            return (MirrorDecision.Refuse, new AssetReason(
                "Conflict",
                $"The secondary {pair.Secondary.Name} holds another {asset}, which cannot be changed: {string.Join("; ", immutable)}. "
                + "Register the asset under a new version in the primary, or delete the secondary's."));
        }

        if (differences.Count > 0)
        {
            return (MirrorDecision.Update, null);
        }

        AssetRecord? record = await _ledger.TryGetAsync(pair.Name, asset, cancellationToken);
        return record is { State: AssetState.Mirrored } && record.SourceFingerprint == fingerprint
            ? (MirrorDecision.Equal, null)
            : (MirrorDecision.VerifyContent, null);
    }
}
