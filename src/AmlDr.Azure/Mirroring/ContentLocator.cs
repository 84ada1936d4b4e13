using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>Finds the containers and the path of an asset's files on both sides.</summary>
internal static class ContentLocator
{
    /// <summary>Finds the place of the files.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="source">The primary's document, for which rewriting has no findings.</param>
    /// <param name="context">The context of the rewriting.</param>
    /// <returns>The places; none when there are no files of ours, or none that are to be copied.</returns>
    public static IReadOnlyList<ContentPlan> Find(IAssetKind kind, AssetDocument source, RewriteContext context) =>
        [.. ContentPlaces.Find(kind, source, context)
            .Select(place => new ContentPlan { SourceRoot = place.Store.PrimaryRoot, TargetRoot = place.Store.SecondaryRoot, Path = place.Path })];
}
