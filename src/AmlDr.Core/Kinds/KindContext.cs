using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Kinds;

/// <summary>What a kind's rules may know of an asset besides its document.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Policy">The pair's policy.</param>
/// <param name="IsReferenced">True when a mirrored asset refers to it.</param>
public sealed record KindContext(AssetId Asset, PairPolicy Policy, bool IsReferenced = false)
{
    /// <summary>The names of the asset's children that stand in the secondary: an endpoint's deployments.</summary>
    public IReadOnlySet<string> StandingChildren { get; init; } = new HashSet<string>();

    /// <summary>The workspace that the document comes from; null where it is not known yet.</summary>
    public WorkspaceDescription? Primary { get; init; }

    /// <summary>The workspace that the document goes to; null where it is not known yet.</summary>
    public WorkspaceDescription? Secondary { get; init; }

    /// <summary>The asset's tier.</summary>
    public Tier Tier => Policy.TierOf(Asset);
}
