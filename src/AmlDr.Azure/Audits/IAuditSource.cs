using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Audits;

/// <summary>Tells what the primary holds: the primary itself, or the catalog where it does not answer.</summary>
internal interface IAuditSource
{
    /// <summary>Lists a page of groups.</summary>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    Task<SourcePage> ListGroupsAsync(Pair pair, IAssetKind kind, string? continuationToken, CancellationToken cancellationToken);

    /// <summary>Lists the assets of a group. What cannot be read is told by the last parameter, and the others go on.</summary>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    IAsyncEnumerable<SourceAsset> ListAsync(
        Pair pair, IAssetKind kind, SourceGroup group, Func<Core.Assets.AssetId, AmlDrException, Task> tellFault, CancellationToken cancellationToken);

    /// <summary>Says what the secondary should hold of an asset.</summary>
    /// <exception cref="AmlDrException">A call failed, or the asset cannot be rewritten; the type says how.</exception>
    Task<(RewriteResult Result, RewriteContext Context)> ExpectAsync(Pair pair, IAssetKind kind, SourceAsset source, CancellationToken cancellationToken);

    /// <summary>Says whether a deployment is scaled by a setting, so that its capacity moves on purpose.</summary>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    Task<bool> IsScaledAsync(Pair pair, Core.Assets.AssetId asset, CancellationToken cancellationToken);
}
