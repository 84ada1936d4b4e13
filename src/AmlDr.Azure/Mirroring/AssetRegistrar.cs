using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>
/// Writes an asset's document in the secondary, so that exactly one write takes effect: the intent is noted first, and whoever finds it noted
/// looks before writing again. Secrets are read in the primary right before the write and are gone after it.
/// </summary>
public sealed class AssetRegistrar
{
    private readonly AmlClient _aml;
    private readonly MirrorContextFactory _contexts;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly PlanStore _plans;
    private readonly PairStateGuard _guard;
    private readonly TimeProvider _clock;

    /// <summary>Creates a registrar.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="contexts">Makes rewriting contexts.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="guard">Refuses writes under roles that have changed.</param>
    /// <param name="clock">The clock.</param>
    public AssetRegistrar(
        AmlClient aml, MirrorContextFactory contexts, KindCatalog kinds, PairRegistry pairs, PlanStore plans, PairStateGuard guard,
        TimeProvider clock)
    {
        _aml = aml;
        _contexts = contexts;
        _kinds = kinds;
        _pairs = pairs;
        _plans = plans;
        _guard = guard;
        _clock = clock;
    }

    /// <summary>Writes the planned document.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="ConflictException">
    /// The secondary holds something else that cannot be changed, or did not take what was written; or the primary has changed since the plan was made.
    /// </exception>
    /// <exception cref="BusyException">The secondary still carries out an earlier write.</exception>
    /// <exception cref="RefusedException">A secret cannot be taken over as it is.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<AssetRegistration> RegisterAsync(string pairName, AssetId asset, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        IAssetKind kind = _kinds[asset.Kind];
        MirrorPlan plan = (await _plans.GetAsync(pair.Name, asset, cancellationToken)).Value;
        if (plan.WriteBegunAt is not null
            && await _aml.TryGetVersionAsync(pair.Secondary, asset, cancellationToken) is { } standing
            && !Provisioning.HasFailed(standing)
            && MirrorBody.Compare(plan, standing, pair, kind).Count == 0)
        {
            return new AssetRegistration(false, !Provisioning.HasSucceeded(standing));
        }

        JsonObject body = await CompleteAsync(pair, kind, plan, cancellationToken);
        await _guard.EnsureAsync(pair.Name, plan.Generation, cancellationToken);
        await _plans.WriteAsync(pair.Name, plan with { WriteBegunAt = _clock.GetUtcNow() }, cancellationToken);
        ArmWrite write = await PutAsync(pair, kind, asset, body, cancellationToken);
        IReadOnlyList<FieldDifference> differences = MirrorBody.Compare(plan, write.Document, pair, kind);
        return differences.Count == 0
            ? new AssetRegistration(true, !Provisioning.HasSucceeded(write.Document), write.Operation, write.RetryAfter)
            : throw new ConflictException(
                $"The secondary {pair.Secondary.Name} took {asset} but not as it was written: "
                + $"{DifferenceText.Describe(differences, kind, pair.Policy.Secrets)}.");
    }

    private async Task<ArmWrite> PutAsync(Pair pair, IAssetKind kind, AssetId asset, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            return await _aml.PutVersionAsync(pair.Secondary, asset, body, cancellationToken);
        }
        catch (ConflictException exception) when (kind.IsLongRunning)
        {
            throw new BusyException(exception.Message, exception);
        }
    }

    private async Task<JsonObject> CompleteAsync(Pair pair, IAssetKind kind, MirrorPlan plan, CancellationToken cancellationToken)
    {
        JsonObject body = plan.Body.DeepClone().AsObject();
        RewriteContext? context = null;
        if (plan.LacksSecrets)
        {
            AssetDocument source = await _aml.TryGetVersionAsync(pair.Primary, plan.Asset, cancellationToken)
                ?? throw new ConflictException($"The primary {pair.Primary.Name} does not hold {plan.Asset} any more; the next attempt plans anew.");
            context = await ContextOfAsync(pair, kind, source, plan, cancellationToken);
            body = DocumentRewriter.Rewrite(plan.Asset, source, kind, context).Body;
            if (pair.IsBack && plan.IsUpdate && await _aml.TryGetVersionAsync(pair.Secondary, plan.Asset, cancellationToken) is { } target)
            {
                OperatedFields.Keep(kind.Name, body, target.CloneNode());
            }

            if (DocumentComparer.Compare(plan.Body, MirrorBody.WithoutSecrets(body, pair, kind), kind).Count > 0)
            {
                throw new ConflictException($"The primary {pair.Primary.Name} has changed {plan.Asset} since it was planned; the next attempt plans anew.");
            }
        }

        if (pair.Policy.Secrets.Mirror && kind.Secrets is { } action && kind.NeedsSecrets(body) && !(action.IsForCreation && plan.IsUpdate))
        {
            JsonNode answer = await _aml.ReadSecretsAsync(pair.Primary, plan.Asset, cancellationToken);
            context ??= await ContextOfAsync(pair, kind, null, plan, cancellationToken);
            var findings = new List<Finding>();
            SecretMerger.Merge(body, answer, kind, context.For(plan.Asset), findings);
            if (findings.Count > 0)
            {
                throw new RefusedException(string.Join(" ", findings.Select(finding => finding.ToString())));
            }
        }

        return body;
    }

    private async Task<RewriteContext> ContextOfAsync(
        Pair pair, IAssetKind kind, AssetDocument? source, MirrorPlan plan, CancellationToken cancellationToken) =>
        await _contexts.CreateAsync(pair, kind, source, cancellationToken) with { StandingChildren = plan.StandingChildren.ToHashSet(StringComparer.Ordinal) };
}
