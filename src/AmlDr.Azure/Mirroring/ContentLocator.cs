using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>Finds the containers and the path of an asset's files on both sides.</summary>
internal static class ContentLocator
{
    /// <summary>Finds the place of the files.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="source">The primary's document, for which rewriting has no findings.</param>
    /// <param name="context">The context of the rewriting.</param>
    /// <returns>The place; null when there are no files of ours, or both sides share them.</returns>
    public static ContentPlan? Find(IAssetKind kind, AssetDocument source, RewriteContext context) =>
        kind.FindContent(source).Select(content => Find(content.Reference, context)).FirstOrDefault(place => place is not null);

    private static ContentPlan? Find(AssetReference reference, RewriteContext context) => reference switch
    {
        DatastorePathReference path when path.Workspace.Names(context.Primary.Id) =>
            Plan(context.FindStore(path.Datastore), path.Path),
        JobOutputReference output =>
            Plan(context.FindStore(ReferenceTranslator.ArtifactDatastore), ReferenceTranslator.ArtifactPath(output)),
        WebReference web => context.Stores
            .Select(store => ReferenceTranslator.TryGetPathBelow(store.PrimaryRoot, web.Address, out string below)
                ? Plan(store, Uri.UnescapeDataString(below))
                : null)
            .FirstOrDefault(place => place is not null),
        _ => null,
    };

    private static ContentPlan? Plan(StoreMapping? store, string path) =>
        store is null || store.IsShared
            ? null
            : new ContentPlan { SourceRoot = store.PrimaryRoot, TargetRoot = store.SecondaryRoot, Path = path.Trim('/') };
}
