using AmlDr.Azure.Aml;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>
/// Writes an asset's document in the secondary, so that exactly one write takes effect: the intent is noted first, and whoever finds it noted
/// looks before writing again.
/// </summary>
public sealed class AssetRegistrar
{
    private readonly AmlClient _aml;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;
    private readonly PlanStore _plans;
    private readonly TimeProvider _clock;

    /// <summary>Creates a registrar.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="clock">The clock.</param>
    public AssetRegistrar(AmlClient aml, KindCatalog kinds, PairRegistry pairs, PlanStore plans, TimeProvider clock)
    {
        _aml = aml;
        _kinds = kinds;
        _pairs = pairs;
        _plans = plans;
        _clock = clock;
    }

    /// <summary>Writes the planned document.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>True when this call wrote it; false when an earlier one had.</returns>
    /// <exception cref="ConflictException">The secondary holds something else that cannot be changed, or did not take what was written.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<bool> RegisterAsync(string pairName, AssetId asset, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        IAssetKind kind = _kinds[asset.Kind];
        MirrorPlan plan = (await _plans.GetAsync(pair.Name, asset, cancellationToken)).Value;
        if (plan.WriteBegunAt is not null
            && await _aml.TryGetVersionAsync(pair.Secondary, asset, cancellationToken) is { } standing
            && Differences(plan, standing, kind).Count == 0)
        {
            return false;
        }

        await _plans.WriteAsync(pair.Name, plan with { WriteBegunAt = _clock.GetUtcNow() }, cancellationToken);
        AssetDocument answer = await _aml.PutVersionAsync(pair.Secondary, asset, plan.Body, cancellationToken);
        IReadOnlyList<FieldDifference> differences = Differences(plan, answer, kind);
        return differences.Count == 0
            ? true
            : throw new ConflictException(
                $"The secondary {pair.Secondary.Name} took {asset} but not as it was written: {string.Join("; ", differences)}.");
    }

    private static IReadOnlyList<FieldDifference> Differences(MirrorPlan plan, AssetDocument document, IAssetKind kind) =>
        DocumentComparer.Compare(plan.Body, WritableDocument.From(document, kind));
}
