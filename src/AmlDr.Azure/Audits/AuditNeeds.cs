using AmlDr.Core.Dependencies;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Audits;

/// <summary>Says what an asset needs in the secondary, by the names that it has there.</summary>
internal sealed class AuditNeeds(KindCatalog kinds)
{
    private static readonly HashSet<string> Deployable = new(StringComparer.OrdinalIgnoreCase)
    {
        KindNames.OnlineDeployment, KindNames.BatchDeployment, KindNames.ServerlessEndpoint, KindNames.Schedule,
    };

    private readonly DependencyFinder _finder = new(kinds);

    /// <summary>Says whether assets of a kind are deployed or run: they are followed to everything they need.</summary>
    public static bool IsDeployable(string kind) => Deployable.Contains(kind);

    /// <summary>Finds what it needs.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="source">The asset.</param>
    /// <returns>What it needs; null for what needs nothing and is not deployable.</returns>
    public IReadOnlyList<Dependency>? Find(Pair pair, SourceAsset source)
    {
        IReadOnlyList<Dependency> found = [.. _finder.Find(source.Asset, source.Document, pair.Primary).Select(need => Translate(pair, need))];
        return found.Count > 0 || IsDeployable(source.Asset.Kind) ? found : null;
    }

    private static Dependency Translate(Pair pair, Dependency need) =>
        need.Asset.Kind == KindNames.Compute && PolicyMaps.Find(pair.Policy.Maps.Computes, need.Asset.Name) is { } mapped
            ? need with { Asset = need.Asset with { Name = mapped } }
            : need;
}
