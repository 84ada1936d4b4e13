using AmlDr.Azure.Aml;
using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Registries;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Autoscale;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>
/// Looks at both sides of an asset as they are now, decides what is to be done, and leaves the plan for it in the control store. Two reads of
/// Azure Resource Manager, a list page for an endpoint's deployments; no write.
/// </summary>
public sealed class AssetInspector
{
    private readonly AmlClient _aml;
    private readonly MirrorContextFactory _contexts;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly LedgerStore _ledger;
    private readonly PlanStore _plans;
    private readonly DependencyReader _dependencies;
    private readonly CatalogStore _catalog;
    private readonly StandingChildrenReader _children;
    private readonly AutoscaleMirror _autoscale;
    private readonly PairStateGuard _guard;
    private readonly FailbackReader _failback;
    private readonly RegistryTransport _registries;

    /// <summary>Creates an inspector.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="contexts">Makes rewriting contexts.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="ledger">What was mirrored.</param>
    /// <param name="plans">Where the plan goes.</param>
    /// <param name="dependencies">Tells what an asset needs.</param>
    /// <param name="catalog">Where the primary's document is kept.</param>
    /// <param name="children">Tells which deployments of an endpoint stand in the secondary.</param>
    /// <param name="autoscale">Knows which deployments are scaled.</param>
    /// <param name="registries">Carries what the policy has carried by a registry.</param>
    /// <param name="guard">Knows whether anything is mirrored now.</param>
    /// <param name="failback">Decides on the way back.</param>
    public AssetInspector(
        AmlClient aml, MirrorContextFactory contexts, KindCatalog kinds, PairRegistry pairs, LedgerStore ledger, PlanStore plans,
        DependencyReader dependencies, CatalogStore catalog, StandingChildrenReader children, AutoscaleMirror autoscale,
        RegistryTransport registries, PairStateGuard guard, FailbackReader failback)
    {
        _aml = aml;
        _contexts = contexts;
        _kinds = kinds;
        _pairs = pairs;
        _ledger = ledger;
        _plans = plans;
        _dependencies = dependencies;
        _catalog = catalog;
        _children = children;
        _autoscale = autoscale;
        _guard = guard;
        _failback = failback;
        _registries = registries;
    }

    /// <summary>Inspects an asset.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="isReferenced">True when a mirrored asset refers to it.</param>
    /// <param name="areDependenciesSettled">True when everything that it needs has just been brought to the secondary.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="AmlDrException">A call failed, or the asset cannot be mirrored as it is; the type says how.</exception>
    public async Task<MirrorInspection> InspectAsync(
        string pairName, AssetId asset, bool isReferenced, bool areDependenciesSettled, CancellationToken cancellationToken)
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

        AssetRecord? record = await _ledger.TryGetAsync(pair.Name, asset, cancellationToken);
        isReferenced |= record is { IsReferenced: true };
        MirrorInspection found = new(MirrorDecision.Skip)
        {
            SourceModifiedAt = source.LastModifiedAt,
            SourceFingerprint = SourceFingerprint.Of(source, kind),
            IsReferenced = isReferenced,
        };
        await _catalog.WriteIfNewAsync(pair.Name, asset, source, found.SourceFingerprint, cancellationToken);
        if (AssetJudge.Judge(kind, source, new KindContext(asset, pair.Policy, isReferenced)) is { IsMirrored: false } verdict)
        {
            return found with { Reason = verdict.Reason };
        }

        if (FailbackReader.IsHeld(pair, record, found.SourceFingerprint))
        {
            return found with { Decision = MirrorDecision.Refuse, Reason = record!.Reason };
        }

        if (!areDependenciesSettled && await _dependencies.HasOpenAsync(pair, asset, source, cancellationToken))
        {
            return found with { Decision = MirrorDecision.NeedsDependencies };
        }

        if (RegistryTransport.CanCarry(pair.Policy, asset, source))
        {
            return await InspectCarriedAsync(pair, asset, source, record, found, cancellationToken);
        }

        RewriteContext context = await _contexts.CreateAsync(pair, kind, source, cancellationToken);
        context = context with { StandingChildren = await _children.ReadAsync(pair.Secondary, kind, asset, source, cancellationToken) };
        RewriteResult rewritten = DocumentRewriter.Rewrite(asset, source, kind, context);
        if (rewritten.Findings.Count > 0)
        {
            return found with
            {
                Decision = MirrorDecision.Refuse,
                Reason = new AssetReason(rewritten.Findings[0].Code, string.Join(" ", rewritten.Findings.Select(finding => finding.ToString()))),
            };
        }

        AssetDocument? target = await _aml.TryGetVersionAsync(pair.Secondary, asset, cancellationToken);
        if (target is not null && await _autoscale.IsScaledAsync(pair, asset, cancellationToken))
        {
            AutoscaledCapacity.Keep(rewritten.Body, target);
        }

        bool isMirrored = record is { State: AssetState.Mirrored } && record.SourceFingerprint == found.SourceFingerprint;
        IReadOnlyList<ContentPlan> contents = ContentLocator.Find(kind, source, context);
        if (pair.IsBack && target is not null)
        {
            OperatedFields.Keep(kind.Name, rewritten.Body, target.CloneNode());
            found = await _failback.DecideAsync(pair, kind, asset, found, rewritten.Body, target, contents.Count > 0, record, cancellationToken);
        }
        else
        {
            found = TargetComparison.Decide(found, pair, kind, asset, rewritten.Body, target, isMirrored);
        }

        return await PlanAsync(
            pair, kind, found, contents,
            () => MirrorBody.CreatePlan(pair, kind, asset, rewritten.Body, context.StandingChildren) with
            {
                IsUpdate = target is not null, CopiesAnew = record is { DistrustsContent: true },
            },
            cancellationToken);
    }

    private async Task<MirrorInspection> InspectCarriedAsync(
        Pair pair, AssetId asset, AssetDocument source, AssetRecord? record, MirrorInspection found, CancellationToken cancellationToken)
    {
        bool isRecorded = record is { State: AssetState.Mirrored, Reason.Code: RegistryTransport.CarriedCode }
            && record.SourceFingerprint == found.SourceFingerprint;
        if (await _registries.HoldsAsync(pair, asset, source, cancellationToken) && isRecorded)
        {
            return found with { Decision = MirrorDecision.Equal };
        }

        await _plans.WriteAsync(pair.Name, new MirrorPlan { Asset = asset, Body = [] }, cancellationToken);
        return found with { Decision = MirrorDecision.Publish, Reason = RegistryTransport.ReasonFor(pair, asset) };
    }

    private async Task<MirrorInspection> PlanAsync(
        Pair pair, IAssetKind kind, MirrorInspection found, IReadOnlyList<ContentPlan> contents, Func<MirrorPlan> create,
        CancellationToken cancellationToken)
    {
        if (found.Decision is MirrorDecision.Create or MirrorDecision.Update or MirrorDecision.VerifyContent)
        {
            long generation = await _guard.TryBeginAsync(pair.Name, cancellationToken)
                ?? throw new RefusedException(
                    $"{PairStateGuard.Code}: nothing is mirrored to the secondary of '{pair.Name}' now; an operation is under way, or the secondary serves. "
                    + "The first sweep after the failback looks at the asset again.");
            MirrorPlan plan = create() with { Contents = contents, Generation = generation };
            await _plans.WriteAsync(pair.Name, plan, cancellationToken);
            found = found with { HasStandingKeys = plan.IsUpdate && MirrorBody.HasKeys(pair, kind, plan.Body) };
        }

        return found with { ContentPlaces = contents.Count };
    }
}
