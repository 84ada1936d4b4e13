using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.References;

namespace AmlDr.Core.Rewriting;

/// <summary>Says which files of an asset are to be copied, and which datastores must be known to tell.</summary>
public static class ContentPlaces
{
    /// <summary>Finds the places whose files are to be copied.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="document">The primary's document, for which rewriting has no findings.</param>
    /// <param name="context">The context of the rewriting.</param>
    /// <returns>
    /// The places, none inside another. Left out is what is not ours, what both regions share, and what the policy has replicated by other means.
    /// </returns>
    public static IReadOnlyList<ContentPlace> Find(IAssetKind kind, AssetDocument document, RewriteContext context)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(context);
        List<ContentPlace> places = [.. kind.FindContent(document).SelectMany(content => Locate(content, context))];
        return [.. places.Where((place, position) => !places.Where((other, at) => at != position && Holds(other, at, place, position)).Any())];
    }

    /// <summary>Names the datastores that must be looked up on both sides before a document can be rewritten.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="document">The document.</param>
    /// <returns>The names, each once.</returns>
    public static IReadOnlyList<string> FindDatastores(IAssetKind kind, AssetDocument document)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var names = new List<string>();
        names.AddRange(kind.FindContent(document).Select(content => content.Reference).SelectMany(reference => reference switch
        {
            DatastorePathReference path => [path.Datastore],
            JobOutputReference => [SystemDatastores.Artifacts],
            _ => Array.Empty<string>(),
        }));

        // An address does not name its datastore; the default ones are those that tools give addresses of.
        if (HasAddress(kind, document))
        {
            names.AddRange([SystemDatastores.Blob, SystemDatastores.Artifacts]);
        }

        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool HasAddress(IAssetKind kind, AssetDocument document)
    {
        bool found = false;
        DocumentWalker.ReplaceTexts(WritableDocument.From(document, kind), (place, text) =>
        {
            found |= kind.Fields.HoldsReference(place)
                && ReferenceParser.TryParse(text, out AssetReference? reference) && reference is WebReference or StorageReference;
            return text;
        });
        return found;
    }

    private static IEnumerable<ContentPlace> Locate(ContentReference content, RewriteContext context)
    {
        (StoreMapping? store, string path) = content.Reference switch
        {
            DatastorePathReference datastore when datastore.Workspace.Names(context.Primary.Id) =>
                (context.FindStore(datastore.Datastore), datastore.Path),
            JobOutputReference output => (context.FindStore(SystemDatastores.Artifacts), ReferenceTranslator.ArtifactPath(output)),
            WebReference web => LocateAddress(web.Address, context),
            StorageReference storage => LocateAddress(storage.Address, context),
            _ => (null, ""),
        };
        return store is not null && context.IsCopied(store) ? [new ContentPlace(content.Field, store, path.Trim('/'))] : [];
    }

    private static (StoreMapping? Store, string Path) LocateAddress(Uri address, RewriteContext context) =>
        context.FindStore(address, out string below) is { } store ? (store, Uri.UnescapeDataString(below)) : (null, "");

    // Of two equal places the first one counts.
    private static bool Holds(ContentPlace outer, int outerPosition, ContentPlace inner, int innerPosition) =>
        outer.Store.PrimaryRoot == inner.Store.PrimaryRoot
        && (outer.Path == inner.Path ? outerPosition < innerPosition
            : outer.Path.Length == 0 || inner.Path.StartsWith(outer.Path + "/", StringComparison.Ordinal));
}
