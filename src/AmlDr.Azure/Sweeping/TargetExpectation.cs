using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Sweeping;

/// <summary>Says what the secondary should hold of an asset that a list of the primary shows.</summary>
/// <param name="children">Tells which deployments of an endpoint stand in the secondary.</param>
internal sealed class TargetExpectation(StandingChildrenReader children)
{
    /// <summary>Rewrites a document.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="source">The primary's document.</param>
    /// <param name="context">The workspaces and stores.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The rewritten document, and the context with the endpoint's deployments in it.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    public async Task<(RewriteResult Result, RewriteContext Context)> MakeAsync(
        Pair pair, IAssetKind kind, AssetId asset, AssetDocument source, RewriteContext context, CancellationToken cancellationToken)
    {
        context = context with { StandingChildren = await children.ReadAsync(pair.Secondary, kind, asset, source, cancellationToken) };
        return (DocumentRewriter.Rewrite(asset, source, kind, context), context);
    }
}
